using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Fleet.Admiral.CommandLine;

/// <summary>Help that ends with examples.</summary>
internal sealed class Examples : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string[]> OfVerb = new(StringComparer.Ordinal)
    {
        ["run"] =
        [
            "fleet run                                    the fleet of ./fleet.json",
            "fleet run bots/fleet.json --set clusters.count=4",
        ],
        ["ps"] =
        [
            "fleet ps                                     the fleet of ./fleet.json, or the only one that runs",
            "fleet ps --json | jq '.workers[].slot'",
        ],
        ["restart"] =
        [
            "fleet restart all                            new code for everything but pinned services; nothing is lost",
            "fleet restart cluster-0 stats",
            "fleet restart clusters --hard                when the old workers are beyond help",
        ],
        ["stop"] =
        [
            "fleet stop cluster-2",
            "fleet stop cluster-2 --hard                  when it is beyond help",
            "fleet stop -y                                the whole fleet, without a question",
        ],
        ["start"] = ["fleet start cluster-2"],
        ["reshard"] =
        [
            "fleet reshard --clusters 8 --plan            what would be done",
            "fleet reshard --clusters 8 --shards 32",
            "fleet reshard --shards auto                  as many as the shard source says",
        ],
        ["scale"] = ["fleet scale 8"],
        ["add"] = ["fleet service add jokes --path Jokes/Jokes.dll --setting language=en"],
        ["remove"] = ["fleet service remove jokes"],
        ["pause"] = ["fleet operation pause"],
        ["abort"] = ["fleet operation abort restart-4"],
        ["stats"] =
        [
            "fleet stats                                  the last collection",
            "fleet stats --collect --json",
        ],
    };

    private readonly HelpAction _help;

    private Examples(HelpAction help) => _help = help;

    // Help comes before complaints about what else stands in the line.
    public override bool ClearsParseErrors => true;

    /// <summary>Adds examples to the help of a command and of all below it.</summary>
    public static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new Examples((HelpAction)option.Action!);
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = _help.Invoke(parseResult);
        if (!OfVerb.TryGetValue(parseResult.CommandResult.Command.Name, out var examples)) return code;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in examples) output.WriteLine($"  {example}");
        output.WriteLine();
        return code;
    }
}
