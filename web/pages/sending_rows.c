/* Who gets what, one row a recipient, each with all its messages; and who was chosen. */
#include "web/pages/sending.h"

struct lines *sending_choice(struct request *rq, const struct params *from, const char *mark)
{
    struct arena *a = rq->arena;
    struct lines *chosen;

    if (str_empty(param_get(from, mark)))
        return NULL;
    chosen = arena_alloc(a, sizeof *chosen);
    *chosen = (struct lines){ arena_array(a, from->count, sizeof *chosen->at), 0 };
    for (size_t i = 0; i < from->count; i++)
        if (str_equal(from->at[i].name, "aan"))
            chosen->at[chosen->count++] = from->at[i].value;
    return chosen;
}

static struct sent_message message_one(struct request *rq, const struct recipient *r)
{
    const struct delivery as = { .endpoint_kind = r->kind, .body = r->body };
    struct sent_message m = { .sentence = r->sentence, .to = r->name };

    if (r->kind == ENDPOINT_MAIL && !str_empty(r->text)) {
        m.carried = (struct carried){ .subject = r->subject, .text = r->text, .body = "" };
        return m;
    }
    m.carried = messages_carried(rq, &as);
    return m;
}

static struct recipient_row *find(struct recipient_rows *rows, const char *key)
{
    for (size_t i = 0; i < rows->count; i++)
        if (str_equal(rows->at[i].key, key))
            return &rows->at[i];
    return NULL;
}

struct recipient_rows sending_rows(struct request *rq, const struct recipient_list *list)
{
    struct arena *a = rq->arena;
    struct recipient_rows rows = { arena_array(a, list->count, sizeof *rows.at), 0 };

    for (size_t i = 0; i < list->count; i++) {
        const struct recipient *r = &list->at[i];
        struct recipient_row *row = find(&rows, r->key);

        if (row == NULL) {
            row = &rows.at[rows.count++];
            *row = (struct recipient_row){
                .key = r->key,
                .chosen = r->chosen,
                .name = r->name,
                .channel = r->channel,
                .remark = r->remark,
                .messages = { arena_array(a, list->count - i, sizeof *row->messages.at), 0 },
            };
        }
        row->messages.at[row->messages.count++] = message_one(rq, r);
    }
    return rows;
}

size_t sending_rows_chosen(const struct recipient_rows *rows)
{
    size_t count = 0;
    for (size_t i = 0; i < rows->count; i++)
        count += rows->at[i].chosen;
    return count;
}
