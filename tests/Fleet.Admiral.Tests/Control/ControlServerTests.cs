using System.Net.Sockets;
using System.Text;
using Fleet.Admiral.Control;

namespace Fleet.Admiral.Tests.Control;

public sealed class ControlServerTests
{
    private static readonly TimeSpan Patience = ServedFleet.Patience;

    [Fact]
    public async Task Socket_OfARunningServer_IsItsOwnersAlone()
    {
        await using var fleet = await ServedFleet.StartAsync();

        File.GetUnixFileMode(fleet.Socket).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.GetDirectoryName(fleet.Socket)!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await fleet.StopServingAsync();
        File.Exists(fleet.Socket).ShouldBeFalse();
    }

    [Fact]
    public async Task Status_Asked_ComesWhole()
    {
        await using var fleet = await ServedFleet.StartAsync();
        using var client = fleet.Client();

        var status = await client.GetStatusAsync(CancellationToken.None).WaitAsync(Patience);
        var health = await client.GetHealthAsync(CancellationToken.None).WaitAsync(Patience);

        status.Workers.ShouldBe(fleet.Control.Status.Workers);
        (status with { Workers = [] }).ShouldBe(fleet.Control.Status with { Workers = [] });
        health.ShouldBe(new FleetHealth("pingbot", 4100, "running"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stats_Asked_SayWhetherToCollect(bool collect)
    {
        await using var fleet = await ServedFleet.StartAsync();
        fleet.Control.Stats = new FleetStats { ShardCount = 4, Totals = new Dictionary<string, double> { ["messages"] = 2.5 }, Missing = ["cluster-1"] };
        using var client = fleet.Client();

        var stats = await client.GetStatsAsync(collect, CancellationToken.None).WaitAsync(Patience);

        fleet.Control.Requests.ShouldBe([collect]);
        stats.ShardCount.ShouldBe(4);
        stats.Totals["messages"].ShouldBe(2.5);
        stats.Missing.ShouldBe(["cluster-1"]);
    }

    [Fact]
    public async Task Restart_InProgress_StreamsEachItemAtOnce()
    {
        await using var fleet = await ServedFleet.StartAsync();
        using var client = fleet.Client();
        await using var items = client.RestartAsync(new RestartRequest(["all"], Hard: true), CancellationToken.None).GetAsyncEnumerator();

        fleet.Control.Says(FakeFleetControl.Step("cluster-0", "starting", "cluster-0#1 → cluster-0#2"));
        (await items.MoveNextAsync().AsTask().WaitAsync(Patience)).ShouldBeTrue();
        items.Current.State.ShouldBe("starting");
        items.Current.Text.ShouldBe("cluster-0#1 → cluster-0#2");

        fleet.Control.Says(FakeFleetControl.End(OperationOutcome.Succeeded, "done", "simulator"));
        (await items.MoveNextAsync().AsTask().WaitAsync(Patience)).ShouldBeTrue();
        items.Current.Result.ShouldNotBeNull().Outcome.ShouldBe(OperationOutcome.Succeeded);
        items.Current.Result.Skipped.ShouldBe(["simulator"]);
        (await items.MoveNextAsync().AsTask().WaitAsync(Patience)).ShouldBeFalse();

        var request = fleet.Control.Requests.ShouldHaveSingleItem().ShouldBeOfType<RestartRequest>();
        request.Names.ShouldBe(["all"]);
        request.Hard.ShouldBeTrue();
    }

    [Fact]
    public async Task Restart_WatcherLeaves_IsTold()
    {
        await using var fleet = await ServedFleet.StartAsync();
        using var client = fleet.Client();
        var items = client.RestartAsync(new RestartRequest(["all"], Hard: false), CancellationToken.None).GetAsyncEnumerator();
        fleet.Control.Says(FakeFleetControl.Step("cluster-0", "starting"));
        await items.MoveNextAsync().AsTask().WaitAsync(Patience);

        await items.DisposeAsync();

        await fleet.Control.WatcherLeft.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Restart_AdmiralThrows_EndsInAFailure()
    {
        await using var fleet = await ServedFleet.StartAsync();
        using var client = fleet.Client();
        fleet.Control.Says(FakeFleetControl.Step("cluster-0", "starting"));
        fleet.Control.Progress.Writer.Complete(new InvalidOperationException("the loop is gone"));

        var items = await client.RestartAsync(new RestartRequest(["all"], Hard: false), CancellationToken.None).ToListAsync().AsTask().WaitAsync(Patience);

        items.Count.ShouldBe(2);
        var result = items[1].Result.ShouldNotBeNull();
        result.Outcome.ShouldBe(OperationOutcome.Failed);
        result.Message.ShouldContain("the loop is gone");
        items[1].Operation.ShouldBe("restart-1");
    }

    [Fact]
    public async Task Stop_AdmiralGoesAwayBeforeTheEnd_IsAFault()
    {
        await using var fleet = await ServedFleet.StartAsync();
        using var client = fleet.Client();
        await using var items = client.StopAsync(new StopRequest([]), CancellationToken.None).GetAsyncEnumerator();
        fleet.Control.Says(FakeFleetControl.Step("cluster-0", "draining"));
        await items.MoveNextAsync().AsTask().WaitAsync(Patience);
        fleet.Control.Progress.Writer.Complete();

        var fault = await Should.ThrowAsync<ControlException>(() => items.MoveNextAsync().AsTask().WaitAsync(Patience));

        fault.Fault.Code.ShouldBe("FLEET5003");
    }

    [Theory]
    [InlineData("POST /v1/stop", "application/json", "{\"name\":[\"stats\"]}", "400")]
    [InlineData("POST /v1/stop", "application/json", "{}", "400")]
    [InlineData("POST /v1/stop", "application/json", "{\"names\":null}", "400")]
    [InlineData("POST /v1/stop", "application/json", "null", "400")]
    [InlineData("POST /v1/stop", "text/plain", "{\"names\":[]}", "415")]
    [InlineData("GET /v1/stop", "application/json", "", "405")]
    [InlineData("GET /v1/nothing", "application/json", "", "404")]
    public async Task Request_NotAsItShouldBe_IsRefusedAndChangesNothing(string line, string type, string body, string status)
    {
        await using var fleet = await ServedFleet.StartAsync();

        var answer = await SendRawAsync(fleet.Socket, $"{line} HTTP/1.1\r\nHost: fleet\r\nConnection: close\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        answer.ShouldStartWith($"HTTP/1.1 {status} ");
        fleet.Control.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Request_TooLong_IsRefused()
    {
        await using var fleet = await ServedFleet.StartAsync();

        var answer = await SendRawAsync(fleet.Socket, "POST /v1/stop HTTP/1.1\r\nHost: fleet\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 70000\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 413 ");
    }

    [Fact]
    public async Task Request_TooLongWithoutSayingSo_IsRefused()
    {
        await using var fleet = await ServedFleet.StartAsync();
        var chunk = new string(' ', 0x11000);

        var answer = await SendRawAsync(fleet.Socket, $"POST /v1/stop HTTP/1.1\r\nHost: fleet\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n11000\r\n{chunk}\r\n0\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 413 ");
        fleet.Control.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Restart_WithItemsBehindTheLast_EndsWithTheLast()
    {
        await using var fleet = await ServedFleet.StartAsync();
        using var client = fleet.Client();
        fleet.Control.Says(FakeFleetControl.End(OperationOutcome.Succeeded, "done"), FakeFleetControl.Step("cluster-0", "starting"));

        var items = await client.RestartAsync(new RestartRequest(["all"], Hard: false), CancellationToken.None).ToListAsync().AsTask().WaitAsync(Patience);

        items.ShouldHaveSingleItem().Final.ShouldBeTrue();
    }

    [Fact]
    public async Task Client_NobodyListens_IsAFault()
    {
        using var folder = new TempFolder();
        using var client = new ControlClient(folder["control.sock"]);

        var fault = await Should.ThrowAsync<ControlException>(() => client.GetStatusAsync(CancellationToken.None).WaitAsync(Patience));

        fault.Fault.Code.ShouldBe("FLEET5001");
    }

    private static async Task<string> SendRawAsync(string path, string request)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path)).WaitAsync(Patience);
        await socket.SendAsync(Encoding.ASCII.GetBytes(request)).WaitAsync(Patience);
        using var reader = new StreamReader(new NetworkStream(socket));
        return await reader.ReadToEndAsync().WaitAsync(Patience);
    }
}
