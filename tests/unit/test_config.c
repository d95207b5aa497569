/* Covers lok/base/config_check.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lok/base/config.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int set_up(void **state)
{
    *state = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

struct loading {
    enum err err;
    struct config config;
    struct fault fault;
    const char *file;
};

/* Loads a file in memory with these bytes. */
static struct loading load_bytes(struct arena *a, const char *bytes, size_t length)
{
    struct loading l = { 0 };
    fault_init(&l.fault, a);
    int fd = memfd_create("config", MFD_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, length), length);
    l.file = arena_printf(a, "/proc/self/fd/%d", fd);
    l.err = config_load(&l.config, a, l.file, &l.fault);
    close(fd);
    return l;
}

static struct loading load(struct arena *a, const char *text)
{
    return load_bytes(a, text, strlen(text));
}

static void assert_wrong(struct arena *a, const char *text, const char *behind_file)
{
    struct loading l = load(a, text);
    assert_int_equal(l.err, ERR_INVALID);
    assert_string_equal(l.fault.detail, arena_printf(a, "%s%s", l.file, behind_file));
}

static void without_a_file_the_defaults_hold(void **state)
{
    struct config c;
    struct fault f;
    fault_init(&f, *state);
    assert_int_equal(config_load(&c, *state, NULL, &f), ERR_OK);
    assert_string_equal(config_text(&c, SETTING_db), "lok.db");
    assert_int_equal(config_int(&c, SETTING_undo_seconds), 120);
    assert_int_equal(c.origin[SETTING_db], FROM_DEFAULT);
    assert_string_equal(c.file, "");
}

static void every_default_passes_its_own_check(void **state)
{
    struct config c;
    struct fault f;
    fault_init(&f, *state);
    assert_int_equal(config_load(&c, *state, "", &f), ERR_OK);
    for (unsigned s = 0; s < SETTING_COUNT; s++) {
        assert_int_equal(config_set(&c, s, arena_strdup(*state, c.value[s]), &f), ERR_OK);
        assert_true(strlen(setting_help(s)) > 0);
    }
}

static void settings_are_found_by_name_with_either_dash(void **state)
{
    (void)state;
    enum setting s = SETTING_COUNT;
    assert_true(setting_find("undo_seconds", &s));
    assert_int_equal(s, SETTING_undo_seconds);
    assert_true(setting_find("webhook-allow", &s));
    assert_int_equal(s, SETTING_webhook_allow);
    assert_string_equal(setting_name(s), "webhook_allow");
    assert_false(setting_find("undo", &s));
    assert_false(setting_find("undo_seconds_", &s));
    assert_false(setting_find("", &s));
}

static void a_file_is_read(void **state)
{
    struct loading l = load(*state,
        "# a comment\n; another ; one\n\n[lokd]\ndb = /var/lib/lokd/lok.db\nundo-seconds=0\n"
        "listen : unix:/run/lokd.sock\nsmtp_url =\n");
    assert_int_equal(l.err, ERR_OK);
    assert_string_equal(config_text(&l.config, SETTING_db), "/var/lib/lokd/lok.db");
    assert_int_equal(config_int(&l.config, SETTING_undo_seconds), 0);
    assert_string_equal(config_text(&l.config, SETTING_listen), "unix:/run/lokd.sock");
    assert_int_equal(l.config.origin[SETTING_db], FROM_FILE);
    assert_int_equal(l.config.origin[SETTING_totp], FROM_DEFAULT);
    assert_string_equal(l.config.file, l.file);
}

static void a_list_may_be_spread_over_lines(void **state)
{
    struct loading l = load(*state,
        "webhook_allow = 127.0.0.1:9999\nwebhook_allow = [::1]:80, hook.example.be:443\n"
        "  10.0.0.1:8080\n");
    assert_int_equal(l.err, ERR_OK);
    struct lines list = config_list(&l.config, SETTING_webhook_allow, *state);
    assert_int_equal(list.count, 4);
    assert_string_equal(list.at[0], "127.0.0.1:9999");
    assert_string_equal(list.at[1], "[::1]:80");
    assert_string_equal(list.at[2], "hook.example.be:443");
    assert_string_equal(list.at[3], "10.0.0.1:8080");
}

static void an_empty_list_has_no_values(void **state)
{
    struct loading l = load(*state, "totp =\n");
    assert_int_equal(l.err, ERR_OK);
    assert_int_equal(config_list(&l.config, SETTING_totp, *state).count, 0);
    assert_int_equal(config_list(&l.config, SETTING_webhook_allow, *state).count, 0);
}

static void mistakes_are_named_with_file_and_line(void **state)
{
    assert_wrong(*state, "db = a\n\nundo = 5\n", ":3: the setting undo is unknown");
    assert_wrong(
        *state, "undo_seconds = two\n", ":1: undo_seconds must be a number from 0 to 3600");
    assert_wrong(*state, "[smtp]\nsmtp_url =\n", ":2: the section [smtp] is unknown");
    assert_wrong(*state, "\ndb\n", ":2: expected NAME = VALUE");
    assert_wrong(*state, "[lokd\n", ":1: a section must end with ]");
    assert_wrong(*state, "db = a\ndb = b\n", ":2: db stands here a second time");
    assert_wrong(*state, "db = a ;b\n",
        ":1: a value may not hold a ';' behind a space; put comments on a line of their own");
}

static void a_line_that_inih_would_split_is_refused(void **state)
{
    char line[256] = "db = ";
    memset(line + 5, 'x', 186);
    assert_wrong(*state, line, ":1: the line is longer than 190 bytes");
    line[190] = '\0';
    struct loading l = load(*state, line);
    assert_int_equal(l.err, ERR_OK);
    assert_int_equal(strlen(config_text(&l.config, SETTING_db)), 185);
}

static void what_is_no_text_file_is_refused(void **state)
{
    assert_int_equal(load_bytes(*state, "db = a\0b\n", 9).err, ERR_INVALID);
    assert_int_equal(load(*state, "db = \xFF\n").err, ERR_INVALID);
    char *large = arena_alloc(*state, 70000);
    memset(large, '\n', 69999);
    assert_int_equal(load(*state, large).err, ERR_TOO_LARGE);
}

static void a_file_that_is_not_there_is_named(void **state)
{
    struct config c;
    struct fault f;
    fault_init(&f, *state);
    assert_int_equal(config_load(&c, *state, "/nonexistent/lokd.ini", &f), ERR_NOT_FOUND);
    assert_string_equal(f.detail, "cannot open /nonexistent/lokd.ini: No such file or directory");
    assert_int_equal(config_load(&c, *state, "/", &f), ERR_STORAGE);
}

static void the_environment_beats_the_file_and_an_option_beats_both(void **state)
{
    setenv("LOK_UNDO_SECONDS", "7", 1);
    struct loading l = load(*state, "undo_seconds = 5\ndb = a.db\n");
    unsetenv("LOK_UNDO_SECONDS");
    assert_int_equal(l.err, ERR_OK);
    assert_int_equal(config_int(&l.config, SETTING_undo_seconds), 7);
    assert_int_equal(l.config.origin[SETTING_undo_seconds], FROM_ENVIRONMENT);
    assert_int_equal(config_set(&l.config, SETTING_undo_seconds, "9", &l.fault), ERR_OK);
    assert_int_equal(config_int(&l.config, SETTING_undo_seconds), 9);
    assert_int_equal(l.config.origin[SETTING_undo_seconds], FROM_OPTION);
}

static void a_mistake_in_the_environment_is_named(void **state)
{
    setenv("LOK_LISTEN", "8080", 1);
    struct loading l = load(*state, "");
    unsetenv("LOK_LISTEN");
    assert_int_equal(l.err, ERR_INVALID);
    assert_string_equal(
        l.fault.detail, "environment: LOK_LISTEN must be ADDRESS:PORT or unix:PATH");
}

static void an_option_is_checked_and_leaves_the_value_when_wrong(void **state)
{
    struct loading l = load(*state, "");
    assert_int_equal(config_set(&l.config, SETTING_undo_seconds, "3601", &l.fault), ERR_INVALID);
    assert_string_equal(l.fault.detail, "undo_seconds must be a number from 0 to 3600");
    assert_int_equal(config_int(&l.config, SETTING_undo_seconds), 120);
}

struct trial {
    enum setting setting;
    const char *value;
    bool good;
};

static void each_setting_knows_what_it_may_be(void **state)
{
    static const struct trial TRIALS[] = {
        { SETTING_db, "", false },
        { SETTING_listen, "0.0.0.0:80", true },
        { SETTING_listen, "[::1]:8080", true },
        { SETTING_listen, "127.0.0.1:0", true },
        { SETTING_listen, "127.0.0.1", false },
        { SETTING_listen, "127.0.0.1:65536", false },
        { SETTING_listen, "::1:80", false },
        { SETTING_listen, "unix:", false },
        { SETTING_listen, ":80", false },
        { SETTING_listen, "", false },
        { SETTING_ops_listen, "", true },
        { SETTING_ops_listen, "127.0.0.1:9090", true },
        { SETTING_ops_listen, "x", false },
        { SETTING_public_url, "https://lok.example.be/", true },
        { SETTING_public_url, "lok.example.be", false },
        { SETTING_public_url, "https://lok.example.be/?a", false },
        { SETTING_trusted_proxy, "10.0.0.1", true },
        { SETTING_trusted_proxy, "::1", true },
        { SETTING_trusted_proxy, "proxy", false },
        { SETTING_undo_seconds, "-1", false },
        { SETTING_undo_seconds, "3600", true },
        { SETTING_webhook_allow, "127.0.0.1:9999 localhost:1", true },
        { SETTING_webhook_allow, "127.0.0.1", false },
        { SETTING_webhook_allow, "127.0.0.1:0", false },
        { SETTING_webhook_allow, "http://127.0.0.1:80", false },
        { SETTING_webhook_allow, "a@b:80", false },
        { SETTING_smtp_url, "smtp://mail.example.be:25", true },
        { SETTING_smtp_url, "smtps://mail.example.be:465", true },
        { SETTING_smtp_url, "http://mail.example.be:25", false },
        { SETTING_smtp_url, "smtp://mail.example.be", false },
        { SETTING_totp, "admin chair,member", true },
        { SETTING_totp, "everybody", false },
        { SETTING_log_level, "debug", true },
        { SETTING_log_level, "loud", false },
        { SETTING_db, "a\nb", false },
    };
    struct loading l = load(*state, "");
    for (size_t i = 0; i < ARRAY_LEN(TRIALS); i++) {
        const struct trial *t = &TRIALS[i];
        if ((config_set(&l.config, t->setting, t->value, &l.fault) == ERR_OK) != t->good)
            fail_msg("%s = %s", setting_name(t->setting), t->value);
    }
}

static const char *public_url(struct arena *a, const char *text)
{
    struct loading l = load(a, text);
    assert_int_equal(l.err, ERR_OK);
    return config_public_url(&l.config, a);
}

static void the_public_address_has_no_slash_at_the_end(void **state)
{
    assert_string_equal(
        public_url(*state, "public_url = https://lok.example.be//\n"), "https://lok.example.be");
    assert_string_equal(public_url(*state, ""), "http://127.0.0.1:8080");
    assert_string_equal(public_url(*state, "listen = unix:/x\n"), "http://localhost");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_file_the_defaults_hold),
        cmocka_unit_test(every_default_passes_its_own_check),
        cmocka_unit_test(settings_are_found_by_name_with_either_dash),
        cmocka_unit_test(a_file_is_read),
        cmocka_unit_test(a_list_may_be_spread_over_lines),
        cmocka_unit_test(an_empty_list_has_no_values),
        cmocka_unit_test(mistakes_are_named_with_file_and_line),
        cmocka_unit_test(a_line_that_inih_would_split_is_refused),
        cmocka_unit_test(what_is_no_text_file_is_refused),
        cmocka_unit_test(a_file_that_is_not_there_is_named),
        cmocka_unit_test(the_environment_beats_the_file_and_an_option_beats_both),
        cmocka_unit_test(a_mistake_in_the_environment_is_named),
        cmocka_unit_test(an_option_is_checked_and_leaves_the_value_when_wrong),
        cmocka_unit_test(each_setting_knows_what_it_may_be),
        cmocka_unit_test(the_public_address_has_no_slash_at_the_end),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
