using System.Text;
using Fleet.Admiral.Options.Keys;

namespace Fleet.Admiral.Tests.Options;

public sealed class OptionsPageTests
{
    private const string Begin = "<!-- keys -->\n";
    private const string End = "<!-- /keys -->";

    [Fact]
    public void OptionsPage_Table_SaysWhatTheCodeSays()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "options.md"));

        var begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = page.IndexOf(End, StringComparison.Ordinal);

        var right = Path.Combine(AppContext.BaseDirectory, "options-table.md");
        File.WriteAllText(right, Table());
        page[begin..end].ShouldBe(Table(), $"The right table is in {right}: copy it into docs/options.md.");
    }

    [Fact]
    public void Keys_WithAValueForADefault_AllowIt()
    {
        foreach (var key in ConfigKeys.All.Where(key => key.Default.Length > 0 && key.Default[0] is not ('*' or '{' or '[')))
        {
            var allowed = key switch
            {
                ValueKey<int> number => number.TryRead(key.Default, out _),
                ValueKey<bool> flag => flag.TryRead(key.Default, out _),
                ValueKey<TimeSpan> duration => duration.TryRead(key.Default, out _),
                ValueKey<TimeSpan?> duration => duration.TryRead(key.Default, out _),
                ValueKey<long?> size => size.TryRead(key.Default, out _),
                ValueKey<Fleet.Admiral.Options.StartOrder> order => order.TryRead(key.Default, out _),
                ValueKey<Fleet.Admiral.Options.NoticeScope> scope => scope.TryRead(key.Default, out _),
                ValueKey<IdentifyConcurrency> concurrency => concurrency.TryRead(key.Default, out _),
                ValueKey<Fleet.Admiral.Options.LogFormat> format => format.TryRead(key.Default, out _),
                ValueKey<Microsoft.Extensions.Logging.LogLevel> level => level.TryRead(key.Default, out _),
                _ => false,
            };
            allowed.ShouldBeTrue(key.Path);
        }
    }

    private static string Table()
    {
        var table = new StringBuilder("| Key | Default | Allowed | Meaning |\n|---|---|---|---|\n");
        foreach (var key in ConfigKeys.All)
            table.Append('|').Append($" `{key.Path.Replace("*", "<name>", StringComparison.Ordinal)}` | {Default(key)} | {key.Allowed.Replace("|", "\\|", StringComparison.Ordinal)} | {key.Meaning} |\n");
        return table.ToString();
    }

    private static string Default(ConfigKey key) => key.Default switch
    {
        "" => "",
        ['*', ..] => key.Default,
        _ => $"`{key.Default}`",
    };
}
