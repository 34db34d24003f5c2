package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // by hand
        "first_name | Given Name, First name, fname, Vorname, contact_first_name, ten",
        "last_name | surname, Family Name, lname, last_name, ho_dem, Họ và tên đệm",
        "full_name | name, Full Name, fullname, Customer Name, Họ và tên, Họ tên, Tên khách hàng",
        "birth_date | dob, Date of Birth, birth_date, customer_dob, Ngày sinh, Ngày tháng năm sinh",
        "gender | sex, Giới tính",
        "email | E-Mail, email_address, Email 2, contact_email, Thư điện tử",
        "phone | mobile_number, mobile_no, contact_number, contact_no, tel_no, telephone_number",
        "phone | phone_no, cell_phone, msisdn, whatsapp, WhatsApp Number, home_phone, Phone 2, tel",
        "phone | so_dien_thoai, sdt, SĐT 2, sdt2, SĐT khách, Số di động, Điện thoại liên hệ, so_dt",
        "address | street, Address Line 1, address1, addr, Địa chỉ, Địa chỉ giao hàng",
        "address | postal_address, permanent_address, home_address",
        "city | town, suburb, Post Town, Tỉnh/Thành phố",
        "postal_code | zip, zipcode, post_code, PostCode, postcode_fake, PLZ, pin_code",
        "country | country_code, Quốc gia",
        "national_id | cccd, passport_no, ssn, soc_sec_id",
        // By hand in other languages
        "first_name | Vorname, Prénom, Nombre, Nome",
        "last_name | Nachname, Nom, Apellidos, Cognome, Sobrenome",
        "full_name | Nombre completo, Nom complet, Nombre y apellidos",
        "birth_date | Geburtsdatum, Date de naissance, date_naissance, fecha_nacimiento",
        "birth_date | Fecha de nacimiento, Data di nascita, data_nascimento",
        "gender | Geschlecht, Sexe, Sexo",
        "email | Courriel, Correo electrónico, correo",
        "phone | Téléphone, Teléfono, Móvil, Portable, Cellulare, Mobil",
        "address | Adresse, Straße, Dirección, Calle, Indirizzo, Endereço",
        "city | Ort, Stadt, Ville, Ciudad, Città, Cidade",
        "postal_code | Code postal, Código postal, CP, CAP, CEP",
        "country | Pays, País",
        "national_id | DNI, NIF, CPF",
        // Salesforce: names of fields, labels of reports, person accounts, fields that users added
        "first_name | FirstName",
        "last_name | LastName",
        "birth_date | Birthdate, PersonBirthdate, Birthdate__c, Birthday__pc",
        "email | Email, PersonEmail, Secondary Email",
        "phone | Phone, MobilePhone, HomePhone, OtherPhone, PersonMobilePhone, Mobile, Business Phone",
        "address | MailingStreet, OtherStreet, PersonMailingStreet, BillingStreet",
        "address | Mailing Street, Mailing Address Line 1",
        "city | MailingCity, Mailing City, PersonMailingCity",
        "postal_code | MailingPostalCode, Mailing Zip/Postal Code",
        "country | MailingCountry, MailingCountryCode",
        // HubSpot: labels and internal names
        "first_name | firstname",
        "birth_date | Date of birth, date_of_birth",
        "phone | Phone Number, Mobile Phone Number, mobilephone, WhatsApp Phone Number",
        "address | Street Address, address",
        "postal_code | Postal Code, zip",
        "country | Country/Region",
        // Dynamics 365: logical names and labels
        "full_name | FullName",
        "birth_date | BirthDate, Birthday",
        "gender | GenderCode",
        "email | emailaddress1, EMailAddress2, Email Address 1",
        "phone | telephone1, address1_telephone1, Address 1: Phone, home_phone",
        "address | address1_line1, Address 1: Street 1",
        "city | address1_city, Address 1: City",
        "postal_code | address1_postalcode, Address 1: ZIP/Postal Code",
        "country | address1_country, Address 1: Country/Region",
        "national_id | GovernmentId",
        // Shopify
        "full_name | Billing Name, Shipping Name",
        "address | Default Address Address1, Billing Address1, Shipping Street",
        "city | Default Address City, Shipping City",
        "postal_code | Default Address Zip, Billing Zip",
        "phone | Default Address Phone, Shipping Phone",
        "country | Default Address Country Code",
        // Magento
        "last_name | lastname, _address_lastname",
        "phone | telephone, _address_telephone",
        "address | _address_street",
        "city | _address_city",
        "postal_code | postcode, _address_postcode, ZIP",
        "country | country_id, _address_country_id",
        // WooCommerce
        "first_name | billing_first_name, shipping_first_name",
        "full_name | display_name",
        "email | user_email, billing_email",
        "address | billing_address_1, shipping_address_1",
        "postal_code | billing_postcode",
        "phone | billing_phone",
      })
  void sayWhatColumnsHold(String role, String headers) {
    for (String header : headers.split(",")) {
      assertThat(roles(header)).as(header).startsWith(Role.valueOf(role.toUpperCase(Locale.ROOT)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user_name",
        "Username",
        "company_name",
        "business_name",
        "Address Name",
        "contact_id",
        "customer_number",
        "member_since",
        "street_number",
        "address_2",
        "State",
        "billing_state",
        "billing_company",
        "birth_place",
        "Contact owner",
        "middlename",
        "taxvat",
        "Default Address Province Code",
        "first_and_surname",
        "number",
        "id",
        "phone_verified"
      })
  void sayNothingOfOthers(String header) {
    assertThat(roles(header)).isEmpty();
  }

  private static List<Role> roles(String header) {
    return Headers.roles(ColumnRecognition.plain(header.strip()));
  }
}
