using Fleet.Admiral.Options;

namespace Fleet.Admiral.CommandLine;

/// <summary>Writes aligned columns: plain text for pipes and files, coloured for a terminal.</summary>
internal static class Table
{
    private const string Gap = "  ";

    public static void Write(TextWriter writer, IReadOnlyList<Column> columns, IEnumerable<string[]> rows, bool color)
    {
        var safe = rows.Select(row => row.Select(PrintableText.Escape).ToArray()).ToList();
        if (color) ColorTable.Write(writer, columns, safe);
        else WritePlain(writer, columns, safe);
    }

    // Spectre would wrap at 80 columns and write escapes into a pipe.
    private static void WritePlain(TextWriter writer, IReadOnlyList<Column> columns, List<string[]> rows)
    {
        List<string[]> lines = [[.. columns.Select(column => column.Title)], .. rows];
        var widths = columns.Select((_, i) => lines.Max(line => line[i].Length)).ToArray();
        foreach (var line in lines)
        {
            var cells = columns.Select((column, i) => column.IsNumber ? line[i].PadLeft(widths[i]) : line[i].PadRight(widths[i]));
            writer.WriteLine(string.Join(Gap, cells).TrimEnd());
        }
    }
}
