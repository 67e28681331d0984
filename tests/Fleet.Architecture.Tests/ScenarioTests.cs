using System.Globalization;
using System.Text.RegularExpressions;

namespace Fleet.Architecture.Tests;

/// <summary>
/// What other systems of this kind fail at is tested here, and can be found: <c>dotnet test --filter Scenario=5</c>. The scenarios are those that each failed in at least one
/// of eris-fleet, Megane, Kurasuta, discord-hybrid-sharding and discord.js when they were run; the failures are the rows of their comparison. docs/reliability.md lists both.
/// </summary>
public sealed partial class ScenarioTests
{
    private static readonly string[] Failures =
    [
        "worker crashes once when running", "crash loop after ready", "dies before first ready", "dies while being restarted", "soft restart to broken code", "never becomes ready",
        "hung process", "request in flight when target dies", "handler throws", "broadcast request, one target hung", "stats with one hung worker", "SIGTERM to manager",
        "manager SIGKILLed", "IPC reachable by others",
    ];

    // The 24th needs a second host.
    private static readonly string[] Scenarios = [.. Enumerable.Range(1, 23).Select(number => number.ToString(CultureInfo.InvariantCulture))];

    [Fact]
    public void EveryScenario_HasATest_ThatIsFoundByItsNumber() => Named("Scenario").ShouldBe(Scenarios, ignoreOrder: true);

    [Fact]
    public void EveryFailureOfOthers_HasATest_ThatIsFoundByItsName() => Named("Failure").ShouldBe(Failures, ignoreOrder: true);

    private static IEnumerable<string> Named(string trait) =>
        Repository.Sources("tests").SelectMany(source => source.Lines).Select(line => Trait().Match(line)).Where(match => match.Success && match.Groups[1].Value == trait)
            .Select(match => match.Groups[2].Value).Distinct();

    [GeneratedRegex("""^\s*\[Trait\("(\w+)", "([^"]+)"\)\]$""")]
    private static partial Regex Trait();
}
