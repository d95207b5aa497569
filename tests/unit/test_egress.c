#include "notify/egress.h"
#include "tests/given/given.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

static const struct lines NOTHING = { NULL, 0 };

static bool public(const char *ip)
{
    struct sockaddr_in v4 = { .sin_family = AF_INET };
    struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };

    if (inet_pton(AF_INET, ip, &v4.sin_addr) == 1)
        return egress_public_address((const struct sockaddr *)&v4);
    assert_int_equal(inet_pton(AF_INET6, ip, &v6.sin6_addr), 1);
    return egress_public_address((const struct sockaddr *)&v6);
}

static enum err checked(void **state, const struct lines *allow, const char *url)
{
    struct fault f;

    fault_init(&f, arena(state));
    enum err e = egress_check_url(&f, arena(state), allow, url);
    if (e != ERR_OK)
        assert_non_null(fault_message(&f, "url"));
    return e;
}

static void an_address_of_the_public_internet_is_public(void **state)
{
    static const char *const PUBLIC[] = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.0.3.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "203.0.112.255",
        "203.0.114.0",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450::1",
        "2003::1",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
        "3ffe::1",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(PUBLIC); i++)
        if (!public(PUBLIC[i]))
            fail_msg("%s should be public", PUBLIC[i]);
}

static void no_other_address_is_public(void **state)
{
    static const char *const PRIVATE[] = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.0",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.0.1",
        "169.254.169.254",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.0.170",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "192.168.255.255",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        /* IPv6: unspecified, loopback, v4-compatible, v4-mapped, NAT64 */
        "::",
        "::1",
        "::7f00:1",
        "::127.0.0.1",
        "::8.8.8.8",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:0:127.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::8.8.8.8",
        "100::1",
        /* Teredo, ORCHID, documentation, 6to4 */
        "2001::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:10::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:808:808::1",
        "3fff::1",
        /* unique local, link-local, site-local, multicast */
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
        "4000::1",
        "5f00::1",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(PRIVATE); i++)
        if (public(PRIVATE[i]))
            fail_msg("%s should not be public", PRIVATE[i]);
}

static void another_family_is_not_public(void **state)
{
    struct sockaddr local = { .sa_family = AF_UNIX };

    (void)state;
    assert_false(egress_public_address(&local));
}

static void an_https_address_may_be_saved(void **state)
{
    static const char *const GOOD[] = {
        "https://hooks.example.be/lok",
        "https://example.be",
        "HTTPS://Example.BE/Pad?a=b@c",
        "https://example.be:8443/x",
        "https://8.8.8.8/",
        "https://[2606:4700::1111]/",
        "https://xn--bcher-kva.example.be/",
        "https://example.be./",
        "https://a.example.be/%20",
    };

    for (size_t i = 0; i < ARRAY_LEN(GOOD); i++)
        if (checked(state, &NOTHING, GOOD[i]) != ERR_OK)
            fail_msg("%s should pass", GOOD[i]);
}

static void an_address_that_leads_inside_is_refused_in_every_spelling(void **state)
{
    static const char *const INSIDE[] = {
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.1/",
        "https://0177.0.0.1/",
        "https://017700000001/",
        "https://127.1/",
        "https://127.0.1/",
        "https://0/",
        "https://0.0.0.0/",
        "https://127.0.0.1./",
        "https://10.1.2.3/",
        "https://169.254.169.254/latest",
        "https://192.168.1.1/",
        "https://172.16.0.1/",
        "https://100.64.0.1/",
        "https://255.255.255.255/",
        "https://224.0.0.1/",
        "https://[::1]/",
        "https://[::]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[::127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[2001::1]/",
        "https://[fe80::1]/",
        "https://[fe80::1%25lo]/",
        "https://[fd00::1]/",
        "https://[ff02::1]/",
        "https://localhost/",
        "https://LOCALHOST:8443/",
        "https://localhost./",
        "https://a.localhost/",
        "https://%31%32%37.0.0.1/",
    };

    for (size_t i = 0; i < ARRAY_LEN(INSIDE); i++)
        if (checked(state, &NOTHING, INSIDE[i]) == ERR_OK)
            fail_msg("%s should be refused", INSIDE[i]);
}

static void what_is_no_plain_https_address_is_refused(void **state)
{
    static const char *const WRONG[] = {
        "",
        "example.be",
        "//example.be/",
        "/pad",
        "https:",
        "https://",
        "https:///pad",
        "http://example.be/",
        "ftp://example.be/",
        "file:///etc/passwd",
        "gopher://example.be/",
        "javascript:alert(1)",
        "unix:///run/x",
        "https://u@example.be/",
        "https://u:p@example.be/",
        "https://:p@example.be/",
        "https://@example.be/",
        "https://example.be:0/",
        "https://example.be:65536/",
        "https://example.be:99999999999/",
        "https://example.be:x/",
        "https://example.be:-1/",
        "https://exa mple.be/",
        "https://example.be/\r\nX: y",
        "https://example.be/\n",
        "https://example.be/\t",
        "https://example.be\\@10.0.0.1/",
        ("https://b\xc3\xbc"
         "cher.example.be/"),
        "https://\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.1/",
        "https://example.be/\xc3\xa9",
        "https://[::1/",
        "https://[zz]/",
        " https://example.be/",
    };

    for (size_t i = 0; i < ARRAY_LEN(WRONG); i++)
        if (checked(state, &NOTHING, WRONG[i]) == ERR_OK)
            fail_msg("%s should be refused", WRONG[i]);
}

static void an_address_may_count_2000_characters(void **state)
{
    const char *start = "https://example.be/";
    char *url = arena_alloc(arena(state), 2002);

    memset(url, 'a', 2001);
    memcpy(url, start, strlen(start));
    assert_int_equal(checked(state, &NOTHING, url), ERR_INVALID);
    url[2000] = '\0';
    assert_int_equal(checked(state, &NOTHING, url), ERR_OK);
}

static void a_named_target_may_be_private_and_plain(void **state)
{
    const char *at[] = { "127.0.0.1:9999", "[::1]:9999", "Intranet.example.be:80" };
    struct lines allow = { at, ARRAY_LEN(at) };

    assert_int_equal(checked(state, &allow, "http://127.0.0.1:9999/x"), ERR_OK);
    assert_int_equal(checked(state, &allow, "https://127.0.0.1:9999/x"), ERR_OK);
    assert_int_equal(checked(state, &allow, "http://[::1]:9999/"), ERR_OK);
    assert_int_equal(checked(state, &allow, "http://intranet.example.be/"), ERR_OK);
    assert_int_equal(checked(state, &allow, "http://2130706433:9999/x"), ERR_OK);
    assert_int_equal(checked(state, &allow, "http://127.0.0.1:9998/"), ERR_INVALID);
    assert_int_equal(checked(state, &allow, "http://127.0.0.2:9999/"), ERR_INVALID);
    assert_int_equal(checked(state, &allow, "ftp://127.0.0.1:9999/"), ERR_INVALID);
    assert_int_equal(checked(state, &allow, "http://u@127.0.0.1:9999/"), ERR_INVALID);
    assert_int_equal(checked(state, &allow, "https://intranet.example.be:81/"), ERR_OK);
    assert_int_equal(checked(state, &allow, "http://intranet.example.be:81/"), ERR_INVALID);
}

static void named_means_host_and_port(void **state)
{
    const char *at[] = { "127.0.0.1:9999" };
    struct lines allow = { at, 1 };

    assert_true(egress_named(arena(state), &allow, "http://127.0.0.1:9999/pad"));
    assert_false(egress_named(arena(state), &allow, "http://127.0.0.1/pad"));
    assert_false(egress_named(arena(state), &allow, "http://x.127.0.0.1:9999/"));
    assert_false(egress_named(arena(state), &allow, "http://127.0.0.1:9999.example.be/"));
    assert_false(egress_named(arena(state), &allow, "http://example.be/127.0.0.1:9999"));
    assert_false(egress_named(arena(state), &NOTHING, "http://127.0.0.1:9999/"));
    assert_false(egress_named(arena(state), &allow, "127.0.0.1:9999"));
}

static void host_and_port_are_read_from_an_address(void **state)
{
    int port = -1;

    assert_string_equal(
        egress_host(arena(state), "https://Hooks.Example.BE/x", &port), "hooks.example.be");
    assert_int_equal(port, 443);
    assert_string_equal(egress_host(arena(state), "http://example.be./", &port), "example.be");
    assert_int_equal(port, 80);
    assert_string_equal(egress_host(arena(state), "http://[::1]:81/", &port), "[::1]");
    assert_int_equal(port, 81);
    assert_string_equal(egress_host(arena(state), "geen adres", &port), "");
    assert_int_equal(port, 81);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_of_the_public_internet_is_public),
        cmocka_unit_test(no_other_address_is_public),
        cmocka_unit_test(another_family_is_not_public),
        cmocka_unit_test_setup_teardown(an_https_address_may_be_saved, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            an_address_that_leads_inside_is_refused_in_every_spelling, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            what_is_no_plain_https_address_is_refused, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            an_address_may_count_2000_characters, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            a_named_target_may_be_private_and_plain, given_arena, given_end),
        cmocka_unit_test_setup_teardown(named_means_host_and_port, given_arena, given_end),
        cmocka_unit_test_setup_teardown(
            host_and_port_are_read_from_an_address, given_arena, given_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
