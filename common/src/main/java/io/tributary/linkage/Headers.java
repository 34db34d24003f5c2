package io.tributary.linkage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What headers of columns say, in English and Vietnamese, and the usual ones in German, French,
 * Spanish, Italian and Portuguese: those of files made by hand, and of what Salesforce, HubSpot,
 * Dynamics, Shopify, Magento and WooCommerce export.
 */
final class Headers {

  /**
   * Whose value it is, or for what; it comes first. {@code Mailing City}, {@code billing_phone},
   * {@code address1_postalcode}.
   */
  private static final Pattern QUALIFIER =
      Pattern.compile(
          "^(default|primary|main|mailing|billing|shipping|delivery|invoice|permanent|current|home"
              + "|work|business|other|alt|alternate|secondary|customer|client|contact|person|member"
              + "|guest|buyer|recipient|patient|whats_?app|address_?\\d?)_(?=.)");

  /** Salesforce ends the names of fields that a user added with it. */
  private static final Pattern CUSTOM = Pattern.compile("_p?c$");

  private static final Map<Role, Pattern> NAMES = names();

  private Headers() {}

  private static Map<Role, Pattern> names() {
    Map<Role, String> names = new LinkedHashMap<>();
    names.put(
        Role.FIRST_NAME,
        "(first|given|fore|christian)_?names?|fname|vorname|prenom|ten|ten_goi|name_first|nombres?|primer_nombre|nome"
            + "|primeiro_nome");
    names.put(
        Role.LAST_NAME,
        "(last|sur|family)_?names?|lname|nachname|ho|ho_(va_)?(ten_)?(dem|lot)|ho_va_dem|name_last|familienname"
            + "|nom(_de_famille)?|apellidos?|primer_apellido|cognome|sobrenome");
    names.put(
        Role.FULL_NAME,
        "(full|customer|client|person|contact|holder|buyer|display|member|patient|guest|billing"
            + "|shipping|recipient)_?name|name|hoten|ho_(va_)?ten(_(kh|khach|khach_hang))?"
            + "|ten_khach(_hang)?|ten_kh|kh_ten|nom_complet|nom(_et)?_prenom"
            + "|nombre_completo|nombre_y_apellidos|nombres?|nome_(completo|e_cognome)|nome|nom");
    names.put(
        Role.BIRTH_DATE,
        "dob|d_o_b|(date_of_)?birth|birth_?(date|day|dt)|date_?of_?birth|born(_on)?|geburtsdatum"
            + "|ngay_(thang_(nam_)?)?sinh|sinh_nhat|geburts(tag|_datum)|gebdat"
            + "|date_(de_)?naissance|(fecha_(de_)?)?nacimiento|data_(di_)?nascita|(data_(de_)?)?nascimento");
    names.put(Role.GENDER, "gender(_?code)?|sex|gioi_tinh|phai|geschlecht|sexe|sexo|sesso|genero");
    names.put(
        Role.EMAIL,
        "(user_)?e_?mail(_?(address|adr|addr|id))?(_?\\d)?|mail|thu_dien_tu"
            + "|email_(kh|khach_hang|lien_he)|courriel|correo(_electronico)?|adresse_(e_?)?mail");
    names.put(
        Role.PHONE,
        "(tele|mobile_?|cell_?|cellular_?|land_?line_?|office_?|home_?|work_?|contact_?)?"
            + "phone(_?(no|nr|num|number))?(_?\\d)?"
            + "|(mobile|cell|cellular|land_?line|tel|whats_?app)(_?(no|nr|num|number))?(_?\\d)?"
            + "|contact_?(no|nr|num|number)|msisdn|telefon(nummer)?|handy(nummer)?|telefone|telefono"
            + "|celular|movil|sdt(_.*)?|sdt\\d|(so_)?dien_thoai(_.*)?|(so_)?di_dong|so_dt(_.*)?|dtdd"
            + "|mobil|mobilnummer|rufnummer|(telephone_)?portable|cellulare|telemovel|telefono_movil");
    names.put(
        Role.POSTAL_CODE,
        "(post|postal|zip)_?code(_.*)?|postal|zip(_.*)?|plz|pin_?code|postleitzahl"
            + "|ma_buu_(dien|chinh)|code_postal|codigo_postal|c_p|cp|cap|cep");
    names.put(
        Role.NATIONAL_ID,
        "national_?id(_?(no|number))?|ssn|soc(ial)?_sec(urity)?(_?(id|no|number))?|nino|passport.*|"
            + "cccd|cmnd|so_(cccd|cmnd)|tax_(id|code)|id_card|government_?id|dni|nif|cpf|codice_fiscale");
    names.put(
        Role.ADDRESS,
        "(street_?|home_?|postal_?|full_?)?address(_?(line)?_?1)?|line_?1|addr(ess)?1?"
            + "|street(_?(name|address))?(_?1)?|dia_chi(_(nha|giao_hang|lien_he|thuong_tru|kh))?"
            + "|adresse(_?1)?|strasse|anschrift|rue|direccion|domicilio|calle|indirizzo|endereco|rua|morada");
    names.put(
        Role.CITY,
        "city|town|suburb|municipality|locality|post(al)?_?town|(city|town)_name|thanh_pho"
            + "|tinh_(thanh|tp)(_pho)?|stadt|ort|wohnort|ville|commune|ciudad|localidad"
            + "|poblacion|municipio|citta|comune|cidade");
    names.put(Role.COUNTRY, "country(_?(code|id|name|region))?|quoc_gia|nation|pays|pais|paese");
    Map<Role, Pattern> patterns = new LinkedHashMap<>();
    names.forEach((role, pattern) -> patterns.put(role, Pattern.compile(pattern)));
    return patterns;
  }

  /**
   * The roles of columns with this header, the likeliest first.
   *
   * @param plain as {@link ColumnRecognition#plain}
   */
  static List<Role> roles(String plain) {
    List<Role> roles = new ArrayList<>();
    String header = CUSTOM.matcher(plain).replaceFirst("");
    String before = "";
    while (!header.equals(before)) {
      for (Map.Entry<Role, Pattern> name : NAMES.entrySet()) {
        if (name.getValue().matcher(header).matches() && !roles.contains(name.getKey())) {
          roles.add(name.getKey());
        }
      }
      before = header;
      header = QUALIFIER.matcher(header).replaceFirst("");
      // The name of a business or of an address is nobody's.
      header = header.equals("name") ? before : header;
    }
    return roles;
  }
}
