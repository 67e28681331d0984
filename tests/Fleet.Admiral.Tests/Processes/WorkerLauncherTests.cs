using System.Globalization;
using Fleet.Admiral.Processes;
using Fleet.Protocol.Handshake;
using Fleet.TestKit.Processes;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Processes;

/// <summary>Real processes: the system's own small programs in the worker's place.</summary>
public sealed class WorkerLauncherTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly WorkerLauncher _launcher;
    private readonly RecordedProcessEvents _events = new();
    private readonly List<IWorkerProcess> _processes = [];

    public WorkerLauncherTests() => _launcher = new WorkerLauncher(_time);

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            process.Kill();
            process.Dispose();
        }

        _launcher.Dispose();
    }

    [Fact]
    public async Task Ticket_IsTheFirstLineOfTheInput_WhichStaysOpen()
    {
        var order = Order("/bin/cat");

        var process = await LaunchAsync(order);

        (await _events.OutputAsync(1)).ShouldBe(order.Ticket.ToLine());
        _events.Exits.ShouldBe(0);
        ProcessTable.IsAlive(process.Pid).ShouldBeTrue();
    }

    [Fact]
    public async Task Through_AnotherProgram_WhichBecomesTheOne()
    {
        var process = await LaunchAsync(Order("/bin/cat") with { Through = ["nice", "-n", "5"] });

        await _events.OutputAsync(1);
        (await File.ReadAllTextAsync($"/proc/{process.Pid}/cmdline")).ShouldBe("/bin/cat\0");
    }

    [Fact]
    public async Task Through_AProgramThatIsNot_IsNamed()
    {
        var failure = await Should.ThrowAsync<LaunchException>(() => LaunchAsync(Order("/bin/cat") with { Through = ["no-such-program", "-n"] }));

        failure.Message.ShouldStartWith("no-such-program could not be started: ");
    }

    [Fact]
    public async Task Environment_IsTheAdmirals_WithTheOrdersOverIt_AndWithoutTheAdmiralsOwnSettings()
    {
        const string secret = "FLEET__bot__settings__token";
        Environment.SetEnvironmentVariable(secret, "secret");
        try
        {
            await LaunchAsync(Order("/usr/bin/env") with { Environment = new Dictionary<string, string> { ["FLEET_SLOT"] = "stats", ["HOME"] = "/nowhere" } });
            await ExitAsync();
        }
        finally
        {
            Environment.SetEnvironmentVariable(secret, null);
        }

        _events.Output.ShouldContain("FLEET_SLOT=stats");
        _events.Output.ShouldContain("HOME=/nowhere");
        _events.Output.ShouldContain($"PATH={Environment.GetEnvironmentVariable("PATH")}");
        _events.Output.ShouldNotContain(line => line.StartsWith("FLEET__", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task WorkingDirectory_IsTheOrders()
    {
        using var folder = new TempFolder();

        await LaunchAsync(Order("/bin/pwd") with { WorkingDirectory = folder.Path });

        (await _events.OutputAsync(1)).ShouldBe(folder.Path);
    }

    [Fact]
    public async Task End_IsToldOnce_AfterAllThatWasPrinted()
    {
        var process = await LaunchAsync(Shell("echo one; echo two >&2; echo three; exit 3"));

        (await ExitAsync()).ShouldBe(3);

        _events.Output.ShouldBe(["one", "three"]);
        _events.Errors[^1].ShouldBe("two");
        process.LastErrorLines[^1].ShouldBe("two");
        process.Kill();
        _events.Exits.ShouldBe(1);
    }

    [Fact]
    public async Task Process_ThatEndsAtOnce_IsToldSo_ThoughItReadsNoTicket()
    {
        await LaunchAsync(Order("/bin/false"));

        (await ExitAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Process_EndedByASignal_HasItsNumberInTheExitCode()
    {
        await LaunchAsync(Shell("kill -SEGV $$"));

        (await ExitAsync()).ShouldBe(139);
    }

    [Fact]
    public async Task Output_ThatAChildHoldsOpen_DelaysTheEndByHalfASecondOnly()
    {
        await LaunchAsync(Shell("sleep 1000 & echo $!; exit 4"));
        var child = int.Parse(await _events.OutputAsync(1), CultureInfo.InvariantCulture);
        try
        {
            await _time.TimerArmedAsync().WithDeadline();
            _time.Advance(TimeSpan.FromMilliseconds(499));
            _events.Exits.ShouldBe(0);
            _time.Advance(TimeSpan.FromMilliseconds(1));

            (await _events.Exited.WithDeadline()).ShouldBe(4);
        }
        finally
        {
            ProcessTable.Send(child, ProcessTable.Kill);
        }
    }

    [Fact]
    public async Task Kill_EndsTheProcess_AndItsChildren()
    {
        var process = await LaunchAsync(Shell("sleep 1000 & echo $!; wait"));
        var child = int.Parse(await _events.OutputAsync(1), CultureInfo.InvariantCulture);
        var ended = ProcessTable.EndOfAsync(child, Deadlines.Default);

        process.Kill();

        (await ExitAsync()).ShouldBe(137);
        await ended;
    }

    [Fact]
    public async Task Kill_EndsWhatIsLeftOfTheProcesssGroup()
    {
        // The child of a child that is gone is nobody's child, but still of the group. A worker leads a group of its own, as this shell does.
        var process = await LaunchAsync(Shell("exec setsid sh -c '(sleep 1000 & echo $!); read ever'"));
        var orphan = int.Parse(await _events.OutputAsync(1), CultureInfo.InvariantCulture);
        var ended = ProcessTable.EndOfAsync(orphan, Deadlines.Default);

        process.Kill();

        (await ExitAsync()).ShouldBe(137);
        await ended;
    }

    [Fact]
    public async Task Output_OfMoreThanAPipeHolds_StopsNobody()
    {
        await LaunchAsync(Shell("i=0; while [ $i -lt 3000 ]; do echo 0123456789012345678901234567890123456789012345678901234567890123456789; i=$((i+1)); done; exit 5"));

        (await ExitAsync()).ShouldBe(5);
        _events.Output.Count.ShouldBe(3000);
    }

    [Fact]
    public async Task ErrorLines_AreKeptToTheLastTwoHundred()
    {
        var process = await LaunchAsync(Shell("i=0; while [ $i -lt 300 ]; do echo $i >&2; i=$((i+1)); done"));

        await Until.TrueAsync(() => _events.Errors.Count >= 300);

        process.LastErrorLines.Count.ShouldBe(200);
        process.LastErrorLines[^1].ShouldBe("299");
    }

    [Fact]
    public async Task Program_ThatIsNotThere_IsALaunchFailure_AndTheNextStartIsNot()
    {
        var failure = await Should.ThrowAsync<LaunchException>(() => LaunchAsync(Order("/nowhere/Fleet.Worker")));
        failure.Message.ShouldStartWith("/nowhere/Fleet.Worker could not be started: ");

        await LaunchAsync(Order("/bin/true"));

        (await ExitAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task WorkingDirectory_ThatIsNotThere_IsALaunchFailure() =>
        await Should.ThrowAsync<LaunchException>(() => LaunchAsync(Order("/bin/true") with { WorkingDirectory = "/nowhere" }));

    [Fact]
    public async Task Launcher_Disposed_StartsNothingMore()
    {
        _launcher.Dispose();

        (await Should.ThrowAsync<LaunchException>(() => LaunchAsync(Order("/bin/true")))).Message.ShouldContain("the Admiral is stopping");
    }

    private static LaunchOrder Order(string program, string socketPath = "/run/fleet.sock") =>
        new(new LaunchTicket(socketPath, WorkerName.Parse("stats#1"), new byte[LaunchTicket.TokenLength], 64 * 1024), program, "/", new Dictionary<string, string>());

    // A shell obeys its input. The first words of the ticket are a command that it has not, and the ticket's last word may say anything.
    private static LaunchOrder Shell(string script) => Order("/bin/sh", "; " + script);

    private async Task<IWorkerProcess> LaunchAsync(LaunchOrder order)
    {
        var process = await _launcher.LaunchAsync(order, _events).WithDeadline();
        _processes.Add(process);
        return process;
    }

    private async Task<int> ExitAsync() => await _events.Exited.WithDeadline();
}
