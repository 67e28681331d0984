using System.Text.RegularExpressions;

namespace Fleet.Architecture.Tests.Migration;

/// <summary>A page that says where each thing of another system is in Fleet: tables whose first column names it.</summary>
internal sealed partial class MigrationPage
{
    private readonly (string First, string Second)[] _rows;

    public MigrationPage(string name)
    {
        _rows =
        [
            .. from line in Repository.Read($"docs/{name}").Split('\n')
               where line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("|---", StringComparison.Ordinal)
               let cells = line.Split('|', 3)
               select (cells[1].Trim(), cells[2]),
        ];
        Names = _rows.SelectMany(row => row.First.Split(',').Append(row.First)).Select(name => name.Trim(' ', '`')).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Everything that a row is for: names, and promises word by word.</summary>
    public IReadOnlySet<string> Names { get; }

    /// <summary>The code in the second column.</summary>
    public IEnumerable<string> Answers => _rows.SelectMany(row => Code().Matches(row.Second)).Select(match => match.Groups[1].Value);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
