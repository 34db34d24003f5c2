"use strict";
// Vietnamese for every sentence of the pages, and for the words and reasons that the tables hold. English is the key;
// {names} stay.
const vietnamese = {
  // sentences
  "**{buyers} buyers** placed {orders} orders worth **{total}**. The middle one is worth {median}, the mean is {mean}; {repeat} bought more than once.":
    "**{buyers} người mua** đã đặt {orders} đơn, tổng giá trị **{total}**. Trung vị mỗi người là {median}, trung bình {mean}; {repeat} mua từ hai lần trở lên.",
  "**{n} files** went out with {rows} rows; {held} were held back.": "**{n} tệp** đã gửi đi với {rows} dòng; {held} tệp bị giữ lại.",
  "**{n} segments**; {came} customers came in and {went} went out, counted for each segment.":
    "**{n} phân khúc**; {came} lượt khách vào và {went} lượt khách ra, tính theo từng phân khúc.",
  "**{phone}** of customers have a phone and {email} an e-mail address; **{proved}** have agreed to something and we can prove it.":
    "**{phone}** khách hàng có số điện thoại, {email} có e-mail; **{proved}** đã đồng ý với ít nhất một mục đích và có bằng chứng.",
  "**{records} records** of {sources} sources are **{customers} customers**: {each} records each. {alone} of them are known from one record only.":
    "**{records} bản ghi** từ {sources} nguồn là **{customers} khách hàng**: mỗi người {each} bản ghi. {alone} chỉ có một bản ghi duy nhất.",
  "**{lines} lines** in {files} files of {sources} sources. Every line is accounted for: {loaded} loaded + {rejected} rejected + {duplicates} duplicates.":
    "**{lines} dòng** trong {files} tệp của {sources} nguồn. Không thiếu dòng nào: {loaded} đã nạp + {rejected} bị từ chối + {duplicates} trùng lặp.",
  "**{lines} lines** in {files} files of {sources} sources. Not every line is accounted for: {loaded} loaded, {rejected} rejected, {duplicates} duplicates.":
    "**{lines} dòng** trong {files} tệp của {sources} nguồn. Số dòng chưa khớp: {loaded} đã nạp, {rejected} bị từ chối, {duplicates} trùng lặp.",
  "**{n} jobs** took **{time}** and cost **{cost}**; the longest was {job} with {most}.": "**{n} công việc** chạy trong **{time}**, chi phí **{cost}**; lâu nhất là {job}: {most}.",
  "**{n} jobs** took **{time}**; the longest was {job} with {most}.": "**{n} công việc** chạy trong **{time}**; lâu nhất là {job}: {most}.",
  "A file does not add up: lines are not loaded + rejected + duplicates": "Có tệp không khớp: số dòng khác đã nạp + bị từ chối + trùng lặp",
  "Everything up to {moment} ({zone}); {runs}": "Toàn bộ dữ liệu đến {moment} ({zone}); {runs}",
  "Figures only: no names, no contact points, no ids. Made by Tributary from the tables of the lake; times in {zone}.":
    "Chỉ có số liệu: không tên, không thông tin liên hệ, không mã định danh. Do Tributary lập từ các bảng của kho dữ liệu; giờ theo {zone}.",
  "ask {owner}": "hỏi {owner}",
  "File {file} was refused: {why}": "Tệp {file} bị từ chối: {why}",
  "Job {job} did not run: {why}": "Công việc {job} không chạy: {why}",
  "Job {job} failed: {why}": "Công việc {job} bị lỗi: {why}",
  "Job {job} left something open: {why}": "Công việc {job} còn việc chưa xong: {why}",
  "Nothing needs a look: all jobs are done, all files were taken, and every audience went out.":
    "Không có gì cần xem lại: mọi công việc đã xong, mọi tệp đã được nhận và mọi danh sách đã được gửi.",
  "Nothing needs a look: all jobs are done, and all files were taken.": "Không có gì cần xem lại: mọi công việc đã xong và mọi tệp đã được nhận.",
  "Nothing needs a look: all jobs are done, and every audience went out.": "Không có gì cần xem lại: mọi công việc đã xong và mọi danh sách đã được gửi.",
  "Nothing needs a look: all jobs are done.": "Không có gì cần xem lại: mọi công việc đã xong.",
  "Upper figure: buyers. Lower: their share of all value.": "Số trên: người mua. Số dưới: tỷ trọng trong tổng giá trị.",
  "Upper figure: share of customers who agreed, with evidence. Lower: who said no.": "Số trên: tỷ lệ khách đã đồng ý và có bằng chứng. Số dưới: tỷ lệ từ chối.",
  "{segment} was not sent to {destination}: {why}": "{segment} chưa gửi tới {destination}: {why}",
  "from {n} records; {change} in this run": "từ {n} bản ghi; {change} trong lần chạy này",
  "the best tenth of buyers holds {share}": "10% người mua tốt nhất chiếm {share}",
  "{granted} granted, {denied} denied": "{granted} đồng ý, {denied} từ chối",
  "{rejected} rejected, {duplicates} duplicates": "{rejected} bị từ chối, {duplicates} trùng lặp",
  "{n} of {all} in all: {types}. Too many customers share them, or they are placeholders.":
    "Tổng cộng {n} trong {all}: {types}. Quá nhiều khách dùng chung, hoặc là giá trị giả.",
  // headings and labels
  "Nightly run": "Lần chạy hằng đêm", "Hourly run": "Lần chạy hằng giờ", "Weekly run": "Lần chạy hằng tuần", "Run": "Lần chạy",
  "Compared pairs by weight, in bits": "Cặp bản ghi đã so sánh, theo trọng số (bit)", "What agreement weighs, in bits": "Sự trùng khớp nặng bao nhiêu (bit)",
  "Every level of the model": "Mọi mức của mô hình", "Links that were refused": "Liên kết bị từ chối", "There is no model yet.": "Chưa có mô hình.",
  "No link was refused.": "Không có liên kết nào bị từ chối.", "linked": "đã liên kết", "to be reviewed": "chờ xem xét", "refused by a limit": "bị giới hạn từ chối",
  "Evidence": "Bằng chứng", "One customer": "Cùng khách hàng", "Strangers": "Người lạ", "Bits": "Bit", "Limit": "Giới hạn", "Links": "Liên kết",
  "Adds up": "Khớp", "All jobs done": "Mọi công việc đã xong", "All runs": "Các lần chạy", "Allowed": "Được phép", "Allowed, not sent": "Được phép, chưa gửi",
  "Busiest identifiers": "Định danh dùng chung nhiều nhất", "Buyers by recency and frequency": "Người mua theo độ mới và tần suất",
  "Came": "Vào", "Carried by": "Gắn với", "Consent with evidence": "Đồng ý có bằng chứng",
  "Consent with evidence, by purpose and channel": "Đồng ý có bằng chứng, theo mục đích và kênh", "Cost": "Chi phí", "Counted": "Đã đếm",
  "Customers": "Khách hàng", "Customers with …": "Khách hàng có …", "Delivered": "Nhận vào", "Destination": "Nơi nhận",
  "Every identifier may link.": "Mọi định danh đều được dùng để liên kết.", "File": "Tệp", "File by file": "Từng tệp",
  "File, or why there is none": "Tệp, hoặc lý do không có", "Files out": "Tệp gửi đi", "Files that went out": "Các tệp đã gửi đi",
  "From records to customers": "Từ bản ghi đến khách hàng", "Held back": "Giữ lại", "Held out": "Nhóm đối chứng", "Identifiers that link nobody": "Định danh không dùng để liên kết",
  "In short": "Tóm tắt", "Job": "Công việc", "Kind": "Loại", "Last weeks": "Các tuần qua", "Lifetime value": "Giá trị trọn đời",
  "Lines by source": "Số dòng theo nguồn", "Lines delivered": "Số dòng nhận vào", "Members": "Thành viên", "Minutes": "Phút", "Minutes of jobs": "Số phút chạy",
  "Never asked": "Chưa được hỏi", "No evidence": "Thiếu bằng chứng", "No job ran.": "Không có công việc nào chạy.", "No line was rejected.": "Không có dòng nào bị từ chối.",
  "No longer true of those who went": "Điều kiện không còn đúng với người ra", "No new file was delivered.": "Không có tệp mới.",
  "Nobody came or went.": "Không ai vào hay ra.", "Nobody has bought yet.": "Chưa có ai mua.", "Nobody was asked yet.": "Chưa hỏi ai.",
  "Nothing is sent yet.": "Chưa gửi gì.", "Nothing to find them by": "Không có gì để đối chiếu", "Nothing was due.": "Không có gì đến hạn.",
  "Pipeline": "Quy trình", "Purpose": "Mục đích", "Reachable": "Liên lạc được", "Readiness": "Mức sẵn sàng", "Records": "Bản ghi", "Records by kind": "Bản ghi theo loại",
  "Records of one customer": "Số bản ghi của một khách", "Rejected": "Bị từ chối", "Rows": "Số dòng", "Runs": "Mã lần chạy", "Said no": "Đã từ chối",
  "Seconds by job": "Số giây theo công việc", "Segment": "Phân khúc", "Segments": "Phân khúc", "Sent": "Đã gửi", "Share of all value, by tenth of buyers": "Tỷ trọng giá trị theo mỗi 10% người mua",
  "Share of value": "Tỷ trọng giá trị", "Size": "Dung lượng", "Stage": "Giai đoạn", "State": "Trạng thái",
  "There are no customers yet.": "Chưa có khách hàng.", "There are no identifiers yet.": "Chưa có định danh.", "There are no records yet.": "Chưa có bản ghi.",
  "There are no segments yet.": "Chưa có phân khúc.", "Time": "Thời gian", "Time and cost": "Thời gian và chi phí", "Time of all jobs": "Tổng thời gian chạy",
  "Type": "Loại", "Up to": "Đến", "Value": "Giá trị", "Went": "Ra", "What becomes of the members of a segment, by destination": "Thành viên phân khúc ra sao tại mỗi nơi nhận",
  "What changed": "Thay đổi", "What customers are worth": "Giá trị của khách hàng", "What each job counted": "Số liệu của từng công việc", "What needs a look": "Cần xem lại",
  "What was delivered": "Dữ liệu nhận vào", "Who came and who went": "Ai vào, ai ra", "Why": "Lý do", "Why lines were rejected": "Lý do dòng bị từ chối", "Why the others are not": "Lý do số còn lại chưa được gửi",
  "Work": "Công việc", "best": "tốt nhất", "done": "xong", "lines": "dòng", "long ago": "đã lâu", "recent": "gần đây", "rarely": "hiếm", "often": "thường xuyên", "yes": "có", "no": "không",
  "none held back": "không tệp nào bị giữ lại", "of customers": "so với tổng", "of customers, for one purpose or more": "khách hàng, cho ít nhất một mục đích", "seconds": "giây", "taken": "đã nhận",
  "a phone": "số điện thoại", "an e-mail address": "e-mail", "a city": "tỉnh, thành phố", "a birth date": "ngày sinh", "consent with evidence": "đồng ý có bằng chứng",
  "One customer of many sources: the records, and what links them": "Một khách hàng từ nhiều nguồn: các bản ghi và điều liên kết chúng",
  "A dashed line is all that holds several records.": "Nét đứt là liên kết duy nhất giữ nhiều bản ghi lại với nhau.",
  "No customer has two records yet.": "Chưa có khách hàng nào có hai bản ghi.", "{n} bits": "{n} bit", "model": "mô hình",
  "CRM row": "dòng CRM", "login": "tài khoản", "sighting": "lần bắt gặp",
  "CRM rows": "dòng CRM", "cards": "thẻ", "logins": "tài khoản", "sightings": "lần bắt gặp",
  "customers created": "khách hàng mới", "records joined": "bản ghi nhập vào", "records left": "bản ghi tách ra", "customers absorbed": "khách hàng gộp vào người khác",
  "customers split off": "khách hàng tách mới", "customers retired": "khách hàng ngừng",
  "{job} failed": "{job} bị lỗi", "{n} failed jobs": "{n} công việc bị lỗi", "{n} h": "{n} giờ", "{n} held back": "{n} bị giữ lại", "{n} jobs": "{n} công việc", "{n} jobs need a look": "{n} công việc cần xem lại", "{n} min": "{n} phút",
  "{n} runs, newest first": "{n} lần chạy, mới nhất trước", "{n} s": "{n} giây",
  // values of the tables
  "needs a look": "cần xem lại", "loaded": "đã nạp", "rejected": "bị từ chối", "duplicates": "trùng lặp", "duplicate": "trùng lặp", "refused": "từ chối", "superseded": "đã thay thế",
  "ok": "tốt", "hot": "quá nhiều", "blocked": "bị chặn", "published": "đã gửi", "prepared": "đã chuẩn bị", "failed": "lỗi", "succeeded": "xong", "skipped": "bỏ qua",
  "full": "toàn bộ", "add": "thêm", "remove": "gỡ bỏ", "customer gone": "khách hàng không còn", "absorbed": "đã gộp", "segment removed": "phân khúc đã bỏ",
  "phone": "điện thoại", "email": "e-mail", "card": "thẻ", "account": "tài khoản", "device": "thiết bị", "payment": "thanh toán", "post": "bưu điện", "call": "gọi điện",
  "ads": "quảng cáo", "marketing": "tiếp thị", "profiling": "phân tích hồ sơ",
  // rules that a delivered line can break
  "required": "thiếu giá trị bắt buộc", "not a date": "không phải ngày", "not a time": "không phải thời điểm", "implausible date": "ngày không hợp lý",
  "not a number": "không phải số", "not a whole number": "không phải số nguyên", "too many digits": "quá nhiều chữ số",
  "undeclared grouping": "dấu phân nhóm chưa khai báo", "wrong grouping": "phân nhóm chữ số sai", "not a boolean": "không phải đúng/sai",
  "not allowed": "giá trị không được phép", "no scope": "thiếu phạm vi của mã", "destroyed by spreadsheet": "bị bảng tính làm hỏng",
  "too few columns": "thiếu cột", "too many columns": "thừa cột", "malformed json": "JSON sai cú pháp", "malformed log line": "dòng nhật ký sai cú pháp",
  "line too long": "dòng quá dài", "not a list": "không phải danh sách", "other line rejected": "dòng khác của cùng hóa đơn bị từ chối", "file refused": "cả tệp bị từ chối",
  // why an identifier links nobody, and what else links
  "blocked value": "giá trị bị chặn", "several logins": "nhiều tài khoản cùng dùng", "max carriers": "quá nhiều khách dùng chung", "max carriers by payment": "quá nhiều thẻ thanh toán đi kèm", "max carriers by account": "quá nhiều hồ sơ dưới một tên", "type without a rule": "loại chưa có quy tắc",
  "steward": "quyết định của người phụ trách",
};
const vietnameseEvents = { purchase: "mua hàng", visit: "ghé thăm", cart: "thêm vào giỏ", search: "tìm kiếm", wishlist: "thêm vào danh sách yêu thích",
  checkout: "đến bước thanh toán", response: "phản hồi chiến dịch" };
const vietnameseComparisons = { "at least": "từ", "more than": "trên", "at most": "không quá", "less than": "dưới", after: "sau", since: "kể từ", before: "trước", until: "đến hết" };
const either = (text) => text.replaceAll(" or ", " hoặc ").replace(/^true$/, "đúng").replace(/^false$/, "sai");
/** What follows the event of a condition, in the order in which it is written. */
const circumstances = (text) => either(text.replace(" of sku ", " mã ").replace(" of category ", " nhóm hàng ").replace(" on ", " qua ")
  .replace(" to campaign ", " với chiến dịch ").replace(/ at least (\d+) times/, " ít nhất $1 lần").replace(" for at least ", " tổng từ ")
  .replace(/ in (\d+) days/, " trong $1 ngày").replace(/ after the last (\w+)/, (_, event) => " sau lần " + (vietnameseEvents[event] ?? event) + " gần nhất"));
const spreadsheet = 'trong Excel chọn File > Save As > "CSV UTF-8 (Comma delimited)", trong LibreOffice chọn File > Save As > "Text CSV" với bảng mã UTF-8, rồi giao tệp đó';
// Reasons that hold figures, columns or names: a pattern, and what it becomes.
const vietnameseForms = [
  // why there is no file
  [/^Nothing to add\.$/, "Không có gì để thêm."], [/^(\d+) rows, and at least (\d+) are needed\.$/, "$1 dòng, cần ít nhất $2."],
  // what became of a delivered file
  [/^same content as (.+)$/, "nội dung giống $1"],
  [/^a snapshot without rows would delete everything of the source: have it delivered again$/, "bản chụp không có dòng nào sẽ xóa hết dữ liệu của nguồn: đề nghị giao lại"],
  [/^(\d+) of (\d+) lines break the contract \((.*)\), more than reject-threshold (\S+): .*$/,
    "$1 trên $2 dòng không đúng hợp đồng ($3), vượt ngưỡng reject-threshold $4: sửa hợp đồng, tệp sẽ được thử lại, hoặc đề nghị giao lại"],
  [/^required columns are missing: (.+?)( \(is the delimiter really '(.)'\?\))?: have them delivered, or correct the contract$/, (_, columns, hint, delimiter) =>
    `thiếu cột bắt buộc: ${columns}${hint ? ` (dấu phân cách có đúng là '${delimiter}' không?)` : ""}: đề nghị giao đủ, hoặc sửa hợp đồng`],
  [/^columns come twice in the header: (.+)$/, "cột lặp lại ở dòng tiêu đề: $1"],
  [/^the rows cannot be told apart: .*$/, "không tách được các dòng: dấu nháy mở mà không đóng, giá trị quá dài hoặc quá nhiều cột; kiểm tra format.quote và format.delimiter"],
  [/^the compressed file is cut off: .*$/, "tệp nén bị cắt cụt: đề nghị giao lại trọn vẹn"],
  [/^the file is not compressed as its name says, or is damaged: .*$/, "tệp không nén như tên gọi, hoặc bị hỏng: đề nghị giao lại"],
  [/^the file is no Parquet, or is damaged: .*$/, "tệp không phải Parquet, hoặc bị hỏng: đề nghị giao lại"],
  [/^the file is an Excel workbook \(\.xlsx\) or a zip archive, not text: .*$/, "tệp là bảng tính Excel (.xlsx) hoặc tệp zip, không phải văn bản: " + spreadsheet],
  [/^the file is an old Excel workbook \(\.xls\), not text: .*$/, "tệp là bảng tính Excel cũ (.xls), không phải văn bản: " + spreadsheet],
  [/^the file is Parquet, not text: .*$/, "tệp là Parquet, không phải văn bản: khai báo format = parquet trong hợp đồng"],
  [/^the file is compressed with (\w+), but its name does not end in (\S+): rename it$/, "tệp nén bằng $1 nhưng tên không kết thúc bằng $2: đổi tên tệp"],
  [/^the text begins in (\S+), which the contract declares, and goes on in something else: .*$/, "văn bản bắt đầu bằng $1 như hợp đồng khai báo, rồi chuyển sang bảng mã khác: đề nghị giao lại bằng $1 từ đầu đến cuối"],
  [/^the text is not (\S+), which the contract declares; it looks like (.+): declare .*$/, (_, declared, likely) =>
    `văn bản không phải ${declared} như hợp đồng khai báo, có vẻ là ${likely.replace("another one", "bảng mã khác")}: khai báo format.encoding, hoặc đề nghị giao bằng ${declared}`],
  [/^the file cannot be read \((\w+)\): .*$/, "không đọc được tệp ($1): cấp quyền đọc cho tài khoản này, tệp sẽ được nhận ở lần chạy sau"],
  [/^it is a link out of the landing root: .*$/, "đây là liên kết ra ngoài thư mục nhận: đề nghị giao chính tệp đó"],
  [/^it is a directory and no file: .*$/, "đây là thư mục, không phải tệp: giao một tệp, hoặc nêu các tệp của thư mục trong path của hợp đồng"],
  [/^Parquet cannot be read under a name with a colon: rename it$/, "không đọc được Parquet khi tên có dấu hai chấm: đổi tên tệp"],
  [/^the name holds no delivery date of the form (.+): rename .*$/, "tên tệp không có ngày giao dạng $1: đổi tên tệp, hoặc sửa delivered-on trong hợp đồng"],
  // why a customer left a segment: what is no longer true
  [/^(\S+) is (not )?known$/, (_, column, not) => `${not ? "chưa biết" : "đã biết"} ${column}`],
  [/^in (\S+)$/, "thuộc phân khúc $1"], [/^not in (\S+)$/, "không thuộc phân khúc $1"],
  [/^did (not )?(purchase|visit|cart|search|wishlist|checkout|response)( .*)?$/, (_, not, event, rest) =>
    `${not ? "không" : "đã"} ${vietnameseEvents[event]}${circumstances(rest ?? "")}`],
  [/^(\S+) (not )?(at least|more than|at most|less than|after|since|before|until) (.+)$/, (_, column, not, how, limit) =>
    `${column} ${not ? "không " : ""}${vietnameseComparisons[how]} ${limit.replace("today", "hôm nay").replace(/^(\d+)d? ?(?:days? )?ago$/, "$1 ngày trước")}`],
  [/^(\S+) is (not )?(.+)$/, (_, column, not, values) => `${column} ${not ? "không là" : "là"} ${either(values)}`],
];
