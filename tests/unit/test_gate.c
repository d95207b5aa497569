#include "lok/base/clock.h"
#include "lok/base/gate.h"
#include "tests/given/given.h"
#include <stdatomic.h>
#include <unistd.h>

enum { THREADS = 4, LONG = 10000 };

struct crowd {
    struct gate gate;
    _Atomic int waiting;
    _Atomic int inside;
    _Atomic int at_most;
    char order[THREADS + 1]; /* guarded by the gate when it has one place */
    size_t length;
};

struct visitor {
    struct crowd *crowd;
    pthread_t thread;
    char name;
};

static void places_are_counted(void **state)
{
    (void)state;
    struct gate g;
    gate_init(&g, 2);
    assert_true(gate_enter(&g, 0));
    assert_true(gate_enter(&g, 0));
    assert_false(gate_enter(&g, 0));
    gate_leave(&g);
    assert_true(gate_enter(&g, 0));
    gate_destroy(&g);
}

static void who_waits_too_long_gives_up_and_takes_no_place(void **state)
{
    (void)state;
    struct gate g;
    gate_init(&g, 1);
    assert_true(gate_enter(&g, 0));
    int64_t start = clock_monotonic();
    assert_false(gate_enter(&g, 30));
    assert_true(clock_monotonic() - start >= 29);
    gate_leave(&g);
    assert_true(gate_enter(&g, 0));
    assert_false(gate_enter(&g, 0));
    gate_destroy(&g);
}

static void *sign_the_book(void *context)
{
    struct visitor *v = context;
    atomic_fetch_add(&v->crowd->waiting, 1);
    if (gate_enter(&v->crowd->gate, LONG)) {
        v->crowd->order[v->crowd->length++] = v->name;
        gate_leave(&v->crowd->gate);
    }
    return NULL;
}

static void who_came_first_goes_first(void **state)
{
    (void)state;
    struct crowd crowd = { .length = 0 };
    struct visitor visitors[THREADS];
    gate_init(&crowd.gate, 1);
    assert_true(gate_enter(&crowd.gate, 0));
    for (int i = 0; i < THREADS; i++) {
        visitors[i] = (struct visitor){ .crowd = &crowd, .name = (char)('a' + i) };
        assert_int_equal(pthread_create(&visitors[i].thread, NULL, sign_the_book, &visitors[i]), 0);
        while (atomic_load(&crowd.waiting) <= i)
            usleep(1000);
        usleep(50000); /* from there to the row */
    }
    gate_leave(&crowd.gate);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(visitors[i].thread, NULL), 0);
    assert_string_equal(crowd.order, "abcd");
    gate_destroy(&crowd.gate);
}

static void *go_in_and_out(void *context)
{
    struct crowd *crowd = context;
    for (int i = 0; i < 2000; i++) {
        if (!gate_enter(&crowd->gate, LONG))
            return NULL;
        int inside = atomic_fetch_add(&crowd->inside, 1) + 1;
        if (inside > atomic_load(&crowd->at_most))
            atomic_store(&crowd->at_most, inside);
        atomic_fetch_sub(&crowd->inside, 1);
        gate_leave(&crowd->gate);
    }
    atomic_fetch_add(&crowd->waiting, 1);
    return NULL;
}

static void never_more_are_inside_than_there_are_places(void **state)
{
    (void)state;
    struct crowd crowd = { .length = 0 };
    pthread_t threads[THREADS];
    gate_init(&crowd.gate, 2);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, go_in_and_out, &crowd), 0);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    assert_int_equal(atomic_load(&crowd.waiting), THREADS);
    assert_true(atomic_load(&crowd.at_most) <= 2);
    gate_destroy(&crowd.gate);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_counted),
        cmocka_unit_test(who_waits_too_long_gives_up_and_takes_no_place),
        cmocka_unit_test(who_came_first_goes_first),
        cmocka_unit_test(never_more_are_inside_than_there_are_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
