using System.Text.RegularExpressions;

namespace Fleet.Architecture.Tests.Migration;

/// <summary>What the pages send a user to is there: keys of the configuration, members of the public surface, verbs of the program.</summary>
public partial class AnswerTests
{
    [Theory]
    [InlineData("coming-from-eris-fleet.md")]
    [InlineData("coming-from-megane.md")]
    public void Page_NamesOnlyKeysAndMembersThatThereAre(string name)
    {
        var keys = Row().Matches(Repository.Read("docs/options.md")).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var sections = keys.SelectMany(key => new[] { key.Split('.')[0], key[..Math.Max(0, key.LastIndexOf('.'))] }).ToHashSet(StringComparer.Ordinal);
        var members = Word().Matches(Repository.Read("tests/Fleet.Architecture.Tests/PublicApi.txt") + Repository.Read("src/Fleet.Admiral/Embedding/IFleetAdmiral.cs"))
            .Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        var answers = new MigrationPage(name).Answers.ToList();

        answers.Where(answer => Key().IsMatch(answer) && sections.Contains(answer.Split('.', ':')[0])).Select(answer => answer.Split(':')[0])
            .Where(key => !keys.Contains(key) && !sections.Contains(key)).ShouldBeEmpty();
        answers.SelectMany(answer => Member().Matches(answer)).Select(match => match.Groups[1].Value).Where(member => !members.Contains(member)).ShouldBeEmpty();
    }

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    // start.timeout, or start.clusters: inOrder
    [GeneratedRegex(@"^[a-z]+(\.(<name>|[a-zA-Z]+))*(: [\w-]+)?$")]
    private static partial Regex Key();

    // Ipc.On<T>(…), Ipc.Store.GetAsync<T>, fleet.Handle<…>, RestartAllClustersAsync
    [GeneratedRegex(@"(?:\b(?:Ipc|Ipc\.Store|Ipc\.Fleet|Ipc\.Budgets|Orders|IFleetAdmiral|Target|EntityShards|FetchOptions|CommandOptions|StoreItem)\.|^(?=\w+Async\b))(\w+)")]
    private static partial Regex Member();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
