using Spectre.Console;

namespace Fleet.Admiral.CommandLine;

/// <summary>The table of a terminal.</summary>
internal static class ColorTable
{
    public static void Write(TextWriter writer, IReadOnlyList<Column> columns, IReadOnlyList<string[]> rows)
    {
        var table = new Spectre.Console.Table { Border = TableBorder.None, ShowHeaders = true };
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column.Title, new Style(decoration: Decoration.Bold))) { Alignment = column.IsNumber ? Justify.Right : Justify.Left, NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        foreach (var row in rows)
            table.AddRow(row.Select((cell, i) => new Text(cell, columns[i].Colored ? new Style(ColorOf(cell)) : null)));
        AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(writer) }).Write(table);
    }

    private static Color ColorOf(string phase) => phase switch
    {
        "active" => Color.Green,
        "quarantined" or "gone" or "killing" => Color.Red,
        _ => Color.Yellow,
    };
}
