package io.tributary.columns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressesTest {

  @ParameterizedTest
  @CsvSource({
    "203.0.113.77, 203.0.113.0/24",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1::/48",
    "2001:DB8::1, 2001:db8:0::/48",
    "fe80::1%eth0, fe80:0:0::/48",
    "::ffff:203.0.113.77, 203.0.113.0/24",
  })
  void cutsToANetwork(String address, String network) {
    assertThat(IpAddresses.cut(address)).isEqualTo(network);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "-",
        "localhost",
        "example.com",
        "1.2.3",
        "1.2.3.256",
        "203.0.113.7, 10.0.0.1"
      })
  void whatIsNoAddressIsNull(String raw) {
    assertThat(IpAddresses.cut(raw)).isNull();
  }
}
