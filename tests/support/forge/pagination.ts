import type { ForgeRequest } from "./exchange";

export interface Page<T> {
    items: T[];
    page: number;
    perPage: number;
    total: number;
    pages: number;
}

export interface PageRules {
    defaultSize: number;
    maximumSize: number;
}

/** The part of a list that `page` and `per_page` ask for. */
export function pageOf<T>(all: T[], query: URLSearchParams, rules: PageRules): Page<T> {
    const page = Math.max(1, Number(query.get("page") ?? 1));
    const asked = Number(query.get("per_page") ?? rules.defaultSize);
    const perPage = Math.min(rules.maximumSize, Math.max(1, asked));
    return {
        items: all.slice((page - 1) * perPage, page * perPage),
        page,
        perPage,
        total: all.length,
        pages: Math.max(1, Math.ceil(all.length / perPage)),
    };
}

/** The `Link` header (RFC 8288) by which both forges name the neighbouring pages; undefined if there is but one. */
export function linkHeader(base: string, request: ForgeRequest, page: Page<unknown>): string | undefined {
    const targets: [string, number, boolean][] = [
        ["prev", page.page - 1, page.page > 1],
        ["next", page.page + 1, page.page < page.pages],
        ["first", 1, page.page > 1],
        ["last", page.pages, page.page < page.pages],
    ];
    const links = targets
        .filter(([, , exists]) => exists)
        .map(([relation, number]) => {
            const query = new URLSearchParams(request.query);
            query.set("page", String(number));
            query.set("per_page", String(page.perPage));
            return `<${base}${request.path}?${query}>; rel="${relation}"`;
        });
    return links.length > 0 ? links.join(", ") : undefined;
}
