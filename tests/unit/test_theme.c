/* The stylesheet and the script: their size, and whether every pair of text and ground can be read
 * (WCAG 2.1, 1.4.3: 4.5:1). */
#include "lok/base/embed.h"
#include "lok/base/str.h"
#include "tests/given/given.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

extern const struct embedded asset_files[];

static const char *stylesheet(void)
{
    const struct embedded *file = embedded_find(asset_files, "app.css");
    assert_non_null(file);
    return (const char *)file->bytes;
}

/* The relative luminance of "--name" where it is set for the `nth` time (0 light, 1 dark). */
static double luminance(const char *name, int nth)
{
    char key[32];
    unsigned red, green, blue;
    (void)snprintf(key, sizeof key, "--%s: #", name);
    const char *at = strstr(stylesheet(), key);
    for (int i = 0; at != NULL && i < nth; i++)
        at = strstr(at + 1, key);
    assert_non_null(at);
    at += strlen(key);
    if (strspn(at, "0123456789abcdef") == 3) {
        assert_int_equal(sscanf(at, "%1x%1x%1x", &red, &green, &blue), 3);
        red *= 17, green *= 17, blue *= 17;
    } else {
        assert_int_equal(sscanf(at, "%2x%2x%2x", &red, &green, &blue), 3);
    }
    double part[] = { red / 255.0, green / 255.0, blue / 255.0 };
    for (size_t i = 0; i < ARRAY_LEN(part); i++)
        part[i] = part[i] <= 0.04045 ? part[i] / 12.92 : pow((part[i] + 0.055) / 1.055, 2.4);
    return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
}

static void every_text_can_be_read_in_light_and_dark(void **state)
{
    static const char *const TEXTS[] = { "ink", "soft", "accent", "warn", "ok", "bad" };
    static const char *const GROUNDS[] = { "paper", "card", "warn-paper" };
    (void)state;
    for (int theme = 0; theme < 2; theme++) {
        for (size_t t = 0; t < ARRAY_LEN(TEXTS); t++) {
            for (size_t g = 0; g < ARRAY_LEN(GROUNDS); g++) {
                double a = luminance(TEXTS[t], theme), b = luminance(GROUNDS[g], theme);
                double contrast = (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
                if (contrast < 4.5)
                    fail_msg("%s on %s, theme %d: %.2f", TEXTS[t], GROUNDS[g], theme, contrast);
            }
        }
    }
}

static void stylesheet_and_script_stay_small(void **state)
{
    (void)state;
    assert_true(embedded_find(asset_files, "app.css")->length <= 12000);
    assert_true(embedded_find(asset_files, "print.css")->length <= 6000);
    assert_true(embedded_find(asset_files, "app.js")->length <= 6000);
}

static void nothing_is_fetched_from_elsewhere(void **state)
{
    (void)state;
    assert_null(strstr(stylesheet(), "url("));
    assert_null(strstr(stylesheet(), "@import"));
    assert_null(strstr((const char *)embedded_find(asset_files, "print.css")->bytes, "url("));
    assert_null(strstr((const char *)embedded_find(asset_files, "app.js")->bytes, "http"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_text_can_be_read_in_light_and_dark),
        cmocka_unit_test(stylesheet_and_script_stay_small),
        cmocka_unit_test(nothing_is_fetched_from_elsewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
