using Fleet.EndToEnd.Tests.Probes;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Handshake;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Connections;
using Fleet.TestKit.Processes;
using Fleet.TestKit.Time;

namespace Fleet.EndToEnd.Tests.Security;

/// <summary>P9: nothing listens on TCP, nobody but the Admiral's own children speaks on its socket, secrets appear nowhere.</summary>
public sealed class SecurityTests
{
    private const UnixFileMode OwnerOnlyFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnlyFolder = OwnerOnlyFile | UnixFileMode.UserExecute;

    [Fact]
    [Trait("Scenario", "23")]
    [Trait("Failure", "IPC reachable by others")]
    public async Task Sockets_OfARunningFleet_AreTheOwnersAlone()
    {
        await using var fleet = await FleetProcess.StartAsync(ProbeFleet.File(1, "stats"), "stats", "cluster-0");

        File.GetUnixFileMode(fleet.File.RuntimeDirectory).ShouldBe(OwnerOnlyFolder);
        File.GetUnixFileMode(fleet.File.RunDirectory).ShouldBe(OwnerOnlyFolder);
        File.GetUnixFileMode(Path.Combine(fleet.File.RunDirectory, "control.sock")).ShouldBe(OwnerOnlyFile);
        var worker = WorkerSocket(fleet);
        File.GetUnixFileMode(worker).ShouldBe(OwnerOnlyFile);
        File.GetUnixFileMode(Path.GetDirectoryName(worker)!).ShouldBe(OwnerOnlyFolder);
        fleet.Processes().SelectMany(TcpListeners).ShouldBeEmpty();
    }

    [Fact]
    public async Task Stranger_WithAWrongToken_IsRefused()
    {
        await using var fleet = await FleetProcess.StartAsync(ProbeFleet.File(1, "stats"), "stats", "cluster-0");
        var pid = (await fleet.PsAsync("stats")).Pid;

        await RefusedAsync(fleet, "stats#1", new byte[LaunchTicket.TokenLength], "its token is not the one of stats#1");
        await RefusedAsync(fleet, "stats#2", new byte[LaunchTicket.TokenLength], "its token is not the one of stats#2");

        (await fleet.PsAsync("stats")).Pid.ShouldBe(pid);
        (await fleet.TellAsync("cluster-0#1", "ask stats 1")).ShouldBe("value 1 by stats#1");
    }

    [Fact]
    public async Task Stranger_WithATokenThatWasUsed_IsRefused()
    {
        await using var fleet = await FleetProcess.StartAsync(TicketThief.LetJoin(ProbeFleet.File(0, "stats")), "stats");

        await RefusedAsync(fleet, "stats#1", await TicketThief.TokenAsync(fleet, "stats#1"), "its token is not the one of stats#1, or was used before");

        (await fleet.TellAsync("stats#1", "ask stats 1")).ShouldBe("value 1 by stats#1");
    }

    [Fact]
    public async Task Stranger_WithATokenThatIsGood_IsRefusedAsAnotherProcess()
    {
        await using var fleet = FleetProcess.Start(TicketThief.KeepFromJoining(ProbeFleet.File(0, "stats")));

        await RefusedAsync(fleet, "stats#1", await TicketThief.TokenAsync(fleet, "stats#1"), "stats#1 joined from another process than the one that was launched");
    }

    [Fact]
    public async Task Token_OfAWorker_AppearsInNoArgumentAndNoEnvironment()
    {
        await using var fleet = await FleetProcess.StartAsync(ProbeFleet.File(2, "stats"), "stats", "cluster-0", "cluster-1");

        foreach (var worker in await fleet.PsAsync())
        {
            var shown = ProcessTable.ReadFile(worker.Pid, "cmdline") + ProcessTable.ReadFile(worker.Pid, "environ").Replace(fleet.Mark, "", StringComparison.Ordinal);
            shown.ShouldNotBeEmpty();
            // A token is 32 bytes: 64 digits in hexadecimal, 43 or 44 characters in Base64.
            shown.ShouldNotMatch("[0-9a-fA-F]{64}");
            shown.ShouldNotContain("fleet-ticket");
            shown.ShouldNotContain("fleet.sock");
        }
    }

    [Fact]
    public async Task Run_FleetThatRunsAlready_IsRefused()
    {
        await using var fleet = await FleetProcess.StartAsync(ProbeFleet.File(0, "stats"), "stats");

        var second = await FleetProcess.CallAsync(fleet.File, "run");

        second.ExitCode.ShouldBe(1, second.ToString());
        second.Error.ShouldContain("FLEET3002");
        second.Error.ShouldContain($"pid {fleet.Pid}");
        (await fleet.PsAsync("stats")).Phase.ShouldBe("active");
    }

    private static async Task RefusedAsync(FleetProcess fleet, string worker, byte[] token, string why)
    {
        using var receiver = new RecordingReceiver();
        await using var connection = new Connection(LocalEndpoint.Connect(WorkerSocket(fleet), Deadlines.Default), receiver, new ConnectionOptions { Name = "stranger" });
        var header = new byte[128];
        var length = new Hello(ProtocolVersion.Current, WorkerName.Parse(worker), token).Write(header);
        connection.TrySend(header.AsSpan(0, length), default, SendLane.Control);
        connection.Flush();
        connection.Start();

        (await receiver.Closed.WithDeadline()).ShouldBe(DisconnectReason.PeerClosed);
        receiver.Frames.ShouldBeEmpty();
        await fleet.Log.LineAsync($"A connection to the worker socket was refused: {why}");
    }

    private static string WorkerSocket(FleetProcess fleet) => Directory.EnumerateFiles(fleet.File.RunDirectory, "fleet.sock", SearchOption.AllDirectories).Single();

    // The kernel's own table: state 0A is LISTEN, and the last column but some is the socket's inode, which a process has open.
    private static IEnumerable<string> TcpListeners(int pid)
    {
        var inodes = Directory.EnumerateFileSystemEntries($"/proc/{pid}/fd")
            .Select(file => new FileInfo(file).LinkTarget).OfType<string>()
            .Where(target => target.StartsWith("socket:[", StringComparison.Ordinal)).Select(target => target[8..^1]).ToHashSet();
        return new[] { "net/tcp", "net/tcp6" }.SelectMany(name => ProcessTable.ReadFile(pid, name).Split('\n').Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => columns.Length > 9 && columns[3] == "0A" && inodes.Contains(columns[9]))
            .Select(columns => columns[1]);
    }
}
