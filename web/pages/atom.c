#include "web/pages/atom.h"
#include "lok/base/clock.h"
#include "lok/base/utf8.h"
#include "web/http/etag.h"

struct writer {
    struct request *rq;
    struct buf out;
};

/* What may be refused: controls, and all that begins as U+FFFE and U+FFFF do. Most texts have none. */
static bool is_plain(const char *s)
{
    for (; *s != '\0'; s++)
        if (((unsigned char)*s < 0x20 && *s != '\t' && *s != '\n') || (unsigned char)*s == 0xEF)
            return false;
    return true;
}

/* Without the characters that XML 1.0 cannot hold at all (2.2). */
static const char *holdable(struct arena *a, const char *s)
{
    struct buf b;

    if (is_plain(s))
        return s;
    buf_init(&b, a, 0);
    while (*s != '\0') {
        const char *next = s;
        uint32_t c = utf8_next(&next);
        bool refused = (c < 0x20 && c != '\t' && c != '\n') || c == 0xFFFE || c == 0xFFFF;

        if (!refused)
            buf_add(&b, s, (size_t)(next - s));
        s = next;
    }
    return b.data;
}

static void put_text(struct writer *w, const char *text)
{
    html_text(&w->out, holdable(w->rq->arena, text));
}

static void put_element(struct writer *w, const char *name, const char *text)
{
    buf_printf(&w->out, "<%s>", name);
    put_text(w, text);
    buf_printf(&w->out, "</%s>\n", name);
}

static void put_id(struct writer *w, const char *what)
{
    put_element(
        w, "id", arena_printf(w->rq->arena, "tag:%s.invalid,2024:%s", w->rq->council.uid, what));
}

static void put_link(struct writer *w, const char *rel, const char *type, const char *path)
{
    buf_printf(&w->out, "<link rel=\"%s\" type=\"%s\" href=\"", rel, type);
    put_text(w, w->rq->app->public_url);
    put_text(w, path);
    buf_puts(&w->out, "\"/>\n");
}

static void put_entry(struct writer *w, const struct atom_entry *e)
{
    buf_puts(&w->out, "<entry>\n");
    put_id(w, e->id);
    put_element(w, "title", e->title);
    put_element(w, "updated", clock_rfc3339(w->rq->arena, e->updated_at));
    put_link(w, "alternate", "text/html", e->path);
    buf_puts(&w->out, "<category term=\"");
    put_text(w, e->state);
    buf_puts(&w->out, "\"/>\n<content type=\"html\">");
    put_text(w, e->content.markup);
    buf_puts(&w->out, "</content>\n</entry>\n");
}

static const char *page_of(struct request *rq, const struct atom_feed *f, int64_t after)
{
    return after == 0 ? f->path : arena_printf(rq->arena, "%s?na=%lld", f->path, (long long)after);
}

/* An empty feed changed at the beginning of time. */
static int64_t newest(const struct atom_feed *f)
{
    int64_t at = 0;

    for (size_t i = 0; i < f->count; i++)
        at = f->entries[i].updated_at > at ? f->entries[i].updated_at : at;
    return at;
}

static void put_head(struct writer *w, const struct atom_feed *f)
{
    static const char TYPE[] = "application/atom+xml";
    struct request *rq = w->rq;

    put_id(w, f->id);
    put_element(w, "title", arena_printf(rq->arena, "%s – %s", rq->council.name, f->title));
    put_element(w, "updated", clock_rfc3339(rq->arena, newest(f)));
    buf_puts(&w->out, "<author>");
    put_element(w, "name", rq->council.name);
    buf_puts(&w->out, "</author>\n");
    put_link(w, "alternate", "text/html", f->alternate);
    put_link(w, "self", TYPE, page_of(rq, f, f->after));
    put_link(w, "first", TYPE, f->path);
    if (f->next != 0)
        put_link(w, "next", TYPE, page_of(rq, f, f->next));
}

enum err atom_reply(struct request *rq, const struct atom_feed *f)
{
    struct writer w = { .rq = rq };

    buf_init(&w.out, rq->arena, 0);
    buf_puts(&w.out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                     "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"nl-BE\">\n");
    put_head(&w, f);
    for (size_t i = 0; i < f->count; i++)
        put_entry(&w, &f->entries[i]);
    buf_puts(&w.out, "</feed>\n");
    return reply_bytes(rq, "application/atom+xml; charset=utf-8", w.out.data, w.out.length,
        etag_of_body(rq->arena, w.out.data, w.out.length), "no-cache");
}
