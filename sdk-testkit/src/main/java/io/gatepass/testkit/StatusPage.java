package io.gatepass.testkit;

import io.gatepass.testkit.Control.Desk;
import java.util.List;
import java.util.stream.Collectors;

/** What the control endpoint shows people: who can sign in, what was issued, and the last requests, without secrets. */
final class StatusPage {
    private StatusPage() {}

    static String of(ManualTime time, List<Desk> desks) {
        return """
                <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Fake platforms</title>
                <style>body{font-family:sans-serif;margin:2em}table{border-collapse:collapse}
                td,th{border:1px solid #ccc;padding:.2em .6em;text-align:left}pre{background:#f4f4f4;padding:.6em}</style>
                </head><body><h1>Fake platforms</h1><p>Time: %s</p>
                """.formatted(time.now())
                + desks.stream().map(StatusPage::section).collect(Collectors.joining())
                + "</body></html>\n";
    }

    private static String section(Desk desk) {
        String addresses = desk.platform().addresses().entrySet().stream()
                .map(address -> row(address.getKey(), address.getValue()))
                .collect(Collectors.joining());
        String users = desk.users().stream()
                .map(user -> row(user.login(), user.about()))
                .collect(Collectors.joining());
        String ledger = StatusView.last(desk.platform().ledger()).stream()
                .map(StatusPage::row)
                .collect(Collectors.joining());
        String requests = desk.platform().journal.transcript(StatusView.LAST).stream()
                .map(StatusPage::escaped)
                .collect(Collectors.joining("\n\n"));
        return "<h2>%s</h2>\n".formatted(desk.id())
                + table("Addresses", addresses)
                + table("Users", users)
                + table("Sessions: what was issued, and what became of it", ledger)
                + "<h3>Last requests</h3><pre>" + requests + "</pre>\n";
    }

    private static String row(LedgerEntry entry) {
        return row(
                entry.subject().kind(),
                entry.subject().owner(),
                "issued by request " + entry.issuedBy(),
                "presented by " + entry.presentedBy());
    }

    private static String row(String... cells) {
        StringBuilder row = new StringBuilder("<tr>");
        for (String cell : cells) {
            row.append("<td>").append(escaped(cell)).append("</td>");
        }
        return row.append("</tr>\n").toString();
    }

    private static String table(String title, String rows) {
        return "<h3>" + title + "</h3><table>\n" + rows + "</table>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
