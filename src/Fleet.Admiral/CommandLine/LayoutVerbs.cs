using System.CommandLine;
using System.Globalization;
using Fleet.Admiral.Control;

namespace Fleet.Admiral.CommandLine;

/// <summary><c>fleet reshard</c>, <c>fleet scale</c>, <c>fleet service</c> and <c>fleet operation</c>: which slots there are, and the steering of operations.</summary>
internal static class LayoutVerbs
{
    private const string Auto = "auto";

    public static Command Reshard(GlobalOptions options, Surroundings surroundings)
    {
        var clusters = new Option<int?>("--clusters") { Description = "How many clusters; as many as now without it.", HelpName = "n" };
        var shards = new Option<string?>("--shards") { Description = "How many shards, or auto to ask the shard source; as many as now without it.", HelpName = "n|auto" };
        shards.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value != Auto && Number(token.Value) is null)) result.AddError($"--shards {token.Value}: it must be a number or auto.");
        });
        var plan = PlanOption();
        var verb = new Command("reshard", "Divides shards and channels over other numbers of clusters or shards. Nothing is lost.") { clusters, shards, plan };
        Act(verb, options, surroundings, (client, parse, ct) => client.ReshardAsync(new ReshardRequest(parse.GetValue(clusters), Number(parse.GetValue(shards)), parse.GetValue(plan), parse.GetValue(shards) == Auto), ct));
        return verb;
    }

    public static Command Scale(GlobalOptions options, Surroundings surroundings)
    {
        var clusters = new Argument<int>("clusters") { Description = "How many clusters." };
        var plan = PlanOption();
        var verb = new Command("scale", "Changes the number of clusters. Nothing is lost.") { clusters, plan };
        Act(verb, options, surroundings, (client, parse, ct) => client.ReshardAsync(new ReshardRequest(parse.GetValue(clusters), null, parse.GetValue(plan)), ct));
        return verb;
    }

    public static Command Service(GlobalOptions options, Surroundings surroundings)
    {
        var name = new Argument<string>("name") { Description = "The service's name." };
        var path = new Option<string?>("--path") { Description = "Its DLL, its folder or a .csproj; the bot's without it.", HelpName = "path" };
        var type = new Option<string?>("--class") { Description = "Its class with its namespace; needed where the DLL has several.", HelpName = "class" };
        var settings = new Option<string[]>("--setting") { Description = "One of its own settings; may be given several times.", HelpName = "key=value" };
        settings.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) <= 0)) result.AddError($"--setting {token.Value}: it must be key=value.");
        });
        var add = new Command("add", "Adds a service until the Admiral ends, and starts it.") { name, path, type, settings };
        Act(add, options, surroundings, (client, parse, ct) => client.AddServiceAsync(
            new AddServiceRequest(parse.GetValue(name)!, parse.GetValue(path) is { } given ? Path.GetFullPath(given, surroundings.Folder) : null, parse.GetValue(type), Pairs(parse.GetValue(settings) ?? [])), ct));
        var remove = new Command("remove", "Stops a service, and forgets it until the Admiral ends.") { name };
        Act(remove, options, surroundings, (client, parse, ct) => client.RemoveServiceAsync(new RemoveServiceRequest(parse.GetValue(name)!), ct));
        return new Command("service", "Adds and removes services while the fleet runs.") { add, remove };
    }

    public static Command Operation(GlobalOptions options, Surroundings surroundings)
    {
        var verb = new Command("operation", "Pauses, resumes or aborts the restart or reshard that runs.");
        foreach (var (word, text) in new[] { ("pause", "Begins nothing new; what is under way comes to its end."), ("resume", "Goes on."), ("abort", "Ends it: what is done stays done, a reshard goes back.") })
        {
            var operation = new Argument<string>("operation") { Description = "Its name, such as restart-4; whichever runs without it.", Arity = ArgumentArity.ZeroOrOne };
            var steer = new Command(word, text) { operation };
            Act(steer, options, surroundings, (client, parse, ct) => client.SteerAsync(new SteerRequest(parse.GetValue(operation) ?? "", word), ct));
            verb.Add(steer);
        }

        return verb;
    }

    internal static Option<bool> PlanOption() => new("--plan") { Description = "Tells what would be done, and does nothing." };

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Dictionary<string, string?> Pairs(string[] settings) =>
        settings.Select(setting => setting.Split('=', 2)).GroupBy(pair => pair[0], StringComparer.Ordinal).ToDictionary(same => same.Key, same => (string?)same.Last()[1], StringComparer.Ordinal);

    private static void Act(Command verb, GlobalOptions options, Surroundings surroundings, Func<ControlClient, ParseResult, CancellationToken, IAsyncEnumerable<OperationProgress>> operate) =>
        verb.SetAction((parse, ct) => new ControlVerb(options, surroundings).RunAsync(
            parse, null, ControlVerb.Operation,
            (client, ct) => new OperationWatch(surroundings, parse.GetValue(options.Json)).RunAsync(operate(client, parse, ct)), ct));
}
