using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fleet.EndToEnd.Tests.Chaos.Journals;
using Fleet.EndToEnd.Tests.Chaos.Oracles;
using Fleet.EndToEnd.Tests.Probes;
using Fleet.TestKit.Fuzzing;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Chaos;

/// <summary>A fleet of workers that keep journals, the harm that is done to it, and the judgement when it is over.</summary>
internal sealed partial class ChaosRun : IAsyncDisposable
{
    private static readonly TimeSpan Death = TimeSpan.FromSeconds(30);

    private readonly ulong _seed = ChaosScale.Seed();
    private readonly string[] _slots;

    private ChaosRun(FleetProcess fleet, string[] slots)
    {
        Fleet = fleet;
        _slots = slots;
        Journal = new JournalFolder(fleet.File["j"]);
        Random = new FuzzRandom(_seed);
        Say($"seed {_seed}{(ChaosScale.Full ? ", the full form" : "")}");
    }

    public FleetProcess Fleet { get; }

    public JournalFolder Journal { get; }

    /// <summary>The choices of this run follow from its seed.</summary>
    public FuzzRandom Random { get; }

    /// <summary>Starts the fleet and waits until all slots are served.</summary>
    public static async Task<ChaosRun> StartAsync(FleetFile file, params string[] slots)
    {
        Directory.CreateDirectory(file["j"]);
        return new ChaosRun(await FleetProcess.StartAsync(file, slots), slots);
    }

    /// <summary>Starts the fleet, and waits for nobody.</summary>
    public static ChaosRun Start(FleetFile file, params string[] slots)
    {
        Directory.CreateDirectory(file["j"]);
        return new ChaosRun(FleetProcess.Start(file), slots);
    }

    /// <summary>A measurement or a remark, in the test's output.</summary>
    public static void Say(string what) => TestContext.Current.TestOutputHelper!.WriteLine(what);

    /// <summary>The worker that serves a slot, as the Admiral told last.</summary>
    public (string Worker, int Pid) Serving(string slot) =>
        Fleet.Log.Lines.Select(line => ActiveLine().Match(line)).Where(match => match.Success && match.Groups["slot"].Value == slot)
            .Select(match => ($"{slot}#{match.Groups["incarnation"].Value}", int.Parse(match.Groups["pid"].Value, CultureInfo.InvariantCulture))).Last();

    /// <summary>Waits until a slot is served by a worker that comes after a given one.</summary>
    public Task SuccessorAsync(string worker) => Fleet.Log.WaitForLineAsync(
        line => ActiveLine().Match(line) is { Success: true } match
            && match.Groups["slot"].Value == JournalLine.SlotOf(worker)
            && int.Parse(match.Groups["incarnation"].Value, CultureInfo.InvariantCulture) > JournalLine.IncarnationOf(worker),
        $"{worker} is followed by another worker");

    /// <summary>Has a worker do something; see the probes' <c>DoAsync</c>.</summary>
    public Task<string> TellAsync(string worker, string words) => Fleet.TellAsync(worker, words);

    /// <summary>Kills a worker, and waits for its end.</summary>
    public async Task FellAsync(string worker, int pid)
    {
        Journal.Note("felled", worker, "killed");
        var end = ProcessTable.EndOfAsync(pid, Death);
        ProcessTable.Send(pid, ProcessTable.Kill);
        await end;
        Journal.Note("gone", worker);
    }

    /// <summary>Does something to a worker which the fleet is to end it for; the note of its end comes when it is gone.</summary>
    /// <returns>Ends with the process.</returns>
    public Task DoomAsync(string worker, int pid, string why)
    {
        Journal.Note("felled", worker, why);
        return NoteEndAsync(worker, ProcessTable.EndOfAsync(pid, TimeSpan.FromMinutes(3)));
    }

    /// <summary>Has the workers that serve the slots begin with the load that is in their settings; their successors begin by themselves.</summary>
    public async Task BeginLoadAsync(params IEnumerable<string> slots)
    {
        foreach (var slot in slots) (await TellAsync(Serving(slot).Worker, "begin")).ShouldBe("begun");
    }

    /// <summary>Ends the load of the workers that serve the slots, one after the other, and waits until all of it has arrived.</summary>
    public async Task EndLoadAsync(params IEnumerable<string> slots)
    {
        foreach (var slot in slots) (await TellAsync(Serving(slot).Worker, "end")).ShouldBe("ended");
    }

    /// <summary>Notes how many events each worker was told to have lost, and how many the Admiral counted. No event may be under way any more.</summary>
    /// <returns>The Admiral's figures of messages.</returns>
    public async Task<JsonElement> NoteDropsAsync()
    {
        var stats = await Fleet.RunAsync("stats", "--json", "--collect");
        stats.ExitCode.ShouldBe(0, stats.ToString());
        var root = JsonDocument.Parse(stats.Out).RootElement;
        root.GetProperty("missing").GetArrayLength().ShouldBe(0, stats.Out);
        var routing = root.GetProperty("routing");
        Journal.Note("counted", ["all", .. Drops(routing)]);
        foreach (var slot in routing.GetProperty("slots").EnumerateArray()) Journal.Note("counted", [slot.GetProperty("slot").GetString()!, .. Drops(slot)]);
        foreach (var worker in root.GetProperty("clusters").EnumerateArray().Concat(root.GetProperty("services").EnumerateArray()))
            if (worker.GetProperty("dropped").GetInt64() is > 0 and var dropped) Journal.Note("dropped", worker.GetProperty("worker").GetString()!, dropped.ToString(CultureInfo.InvariantCulture));
        Say($"counted: {routing}");
        return routing;

        static IEnumerable<string> Drops(JsonElement figures) => ((string[])["eventsOverflowed", "eventsToNobody", "eventsTooLarge"]).Select(figure => figures.GetProperty(figure).GetRawText());
    }

    /// <summary>Notes which processes live, and which the Admiral knows.</summary>
    public async Task NoteProcessesAsync()
    {
        var workers = await Fleet.PsAsync();
        Journal.Note("listed", [.. workers.Where(worker => worker.Pid != 0).Select(worker => worker.Pid).Append(Fleet.Pid).Select(Text)]);
        Journal.Note("alive", [.. Fleet.Processes().Select(Text)]);
    }

    /// <summary>Asks the oracles of commands, events and slots.</summary>
    /// <param name="allSucceed">Whether nothing excuses a command that fails.</param>
    public IReadOnlyList<JournalLine> ShouldHold(bool allSucceed = false)
    {
        var journal = Journal.Read();
        Judge("commands", CommandOracle.Check(journal, allSucceed));
        Judge("events", EventOracle.Check(journal, Receivers()));
        if (journal.Any(line => line.What == "counted")) Judge("figures", CountOracle.Check(journal, Receivers()));
        Judge("slots", SlotOracle.Check(journal));
        if (journal.Any(line => line.What == "alive")) Judge("processes", ProcessOracle.Check(journal));
        var ends = journal.Where(line => line.What == "ended").GroupBy(line => string.Join(' ', line.Words.Skip(1).Take(line.Words[1] == "Ok" ? 1 : 2))).OrderBy(group => group.Key, StringComparer.Ordinal);
        Say($"{journal.Count(line => line.What == "sent")} events sent, {journal.Count(line => line.What == "got")} received; commands: {string.Join(", ", ends.Select(group => $"{group.Count()} {group.Key}"))}");
        return journal;
    }

    /// <summary>Which slots a target has.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Receivers()
    {
        var receivers = _slots.ToDictionary(slot => slot, IReadOnlyList<string> (slot) => [slot]);
        receivers["everyone"] = _slots;
        receivers["clusters"] = [.. _slots.Where(slot => slot.StartsWith("cluster-", StringComparison.Ordinal))];
        receivers["services"] = [.. _slots.Where(slot => !slot.StartsWith("cluster-", StringComparison.Ordinal))];
        return receivers;
    }

    /// <summary>Fails the test with what an oracle found.</summary>
    public void Judge(string what, IReadOnlyList<string> wrong)
    {
        if (wrong.Count == 0) return;
        Assert.Fail($"{what}: {wrong.Count} found (seed {_seed})\n{string.Join('\n', wrong.Take(30))}\nThe log:\n{Tail(Fleet.Log.ToString())}");
    }

    public async ValueTask DisposeAsync() => await Fleet.DisposeAsync();

    private async Task NoteEndAsync(string worker, Task<TimeSpan> end)
    {
        var took = await end;
        Journal.Note("gone", worker);
        Say($"{worker} was gone after {took.TotalMilliseconds:0} ms");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Tail(string text) => text.Length < 20_000 ? text : text[^20_000..];

    [GeneratedRegex(@" (?<slot>[a-z0-9-]+)#(?<incarnation>\d+) is active \(pid (?<pid>\d+)")]
    private static partial Regex ActiveLine();
}
