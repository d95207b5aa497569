#include "web/pages/edit_page.h"
#include "templates.h"
#include "web/http/reply.h"

enum err edit_page_show(struct request *rq, unsigned status, const struct edit_page_view *v)
{
    return reply_page_status(rq, status, v->title, edit_page_html, v);
}
