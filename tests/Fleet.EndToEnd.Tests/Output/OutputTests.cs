using Fleet.TestKit.Plugins;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Output;

/// <summary>What a worker prints reaches the Admiral's log, whatever it is, and never blocks the worker.</summary>
public sealed class OutputTests
{
    [Fact]
    public async Task Worker_PrintingAHundredThousandLines_IsNotBlockedAndLosesNone()
    {
        await using var fleet = FleetProcess.Start(File("""for (var i = 1; i <= 100_000; i++) System.Console.WriteLine($"line {i}");"""));

        await fleet.Log.WaitForLineAsync(line => line.EndsWith("talker#1 | the end", StringComparison.Ordinal), "the worker has printed everything");

        var lines = fleet.Log.Lines.Where(line => line.Contains(" talker#1 | line ", StringComparison.Ordinal)).Select(line => line[(line.LastIndexOf(' ') + 1)..]).ToList();
        lines.Count.ShouldBe(100_000);
        lines.SequenceEqual(Enumerable.Range(1, 100_000).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))).ShouldBeTrue("in order");
        await fleet.ActiveAsync("talker#1");
    }

    [Fact]
    public async Task Worker_PrintingOneMebibyteInALine_IsCutIntoPieces()
    {
        await using var fleet = FleetProcess.Start(File("System.Console.WriteLine(new string('x', 1 << 20));"));

        await fleet.Log.WaitForLineAsync(line => line.EndsWith("talker#1 | the end", StringComparison.Ordinal), "the worker has printed everything");

        var pieces = fleet.Log.Lines.Where(line => line.EndsWith("xxx", StringComparison.Ordinal)).ToList();
        pieces.ShouldAllBe(piece => piece.Contains(" talker#1 | x", StringComparison.Ordinal));
        pieces.Sum(piece => piece.Length - piece.IndexOf(" | ", StringComparison.Ordinal) - 3).ShouldBe(1 << 20);
        pieces.Count.ShouldBeInRange(64, 65);
    }

    [Fact]
    public async Task Worker_PrintingWhatTerminalsObey_IsMadeHarmless()
    {
        await using var fleet = FleetProcess.Start(File("""
            System.Console.WriteLine("\u001b[31mred\u001b[0m \u001b]0;title\u0007 back\rover \u202eturned");
            System.Console.Error.WriteLine("\u001b[2J");
            using var output = System.Console.OpenStandardOutput();
            output.Write([0xc3, 0x28, 0xff, (byte)'!', (byte)'\n']);
            """));

        await fleet.Log.WaitForLineAsync(line => line.EndsWith("talker#1 | the end", StringComparison.Ordinal), "the worker has printed everything");
        await fleet.Log.WaitForLineAsync(line => line.EndsWith(@"talker#1 ! \x1b[2J", StringComparison.Ordinal), "the error output is shown");

        fleet.Log.Lines.ShouldContain(line => line.EndsWith(@"talker#1 | \x1b[31mred\x1b[0m \x1b]0;title\x07 back\x0dover \u202eturned", StringComparison.Ordinal), fleet.Log.ToString());
        fleet.Log.Lines.ShouldContain(line => line.EndsWith("talker#1 | \ufffd(\ufffd!", StringComparison.Ordinal), fleet.Log.ToString());
        fleet.Log.ToString().ShouldNotContain("\u001b");
    }

    private static FleetFile File(string statements)
    {
        var file = new FleetFile();
        var source = $$"""
            namespace Bots;
            public class Bot : BaseServiceWorker
            {
                protected override Task StartAsync(CancellationToken cancellationToken)
                {
                    {{statements}}
                    System.Console.WriteLine("the end");
                    return Task.CompletedTask;
                }
            }
            """;
        return file.Service("talker", new PluginBuilder("Bot", source).Build(file["bot"]));
    }
}
