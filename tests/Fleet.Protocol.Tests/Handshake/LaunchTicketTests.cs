using Fleet.Protocol.Handshake;

namespace Fleet.Protocol.Tests.Handshake;

public class LaunchTicketTests
{
    private const string Token = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    [Theory]
    [InlineData("/run/fleet/fleet.sock")]
    [InlineData("/home/a b/with  spaces/fleet.sock")]
    public void Ticket_RoundTrip_IsTheSame(string path)
    {
        var ticket = new LaunchTicket(path, WorkerName.Parse("cluster-3#7"), Convert.FromHexString(Token), 1_048_576);

        LaunchTicket.TryParse(ticket.ToLine(), out var read).ShouldBeTrue();

        ticket.ToLine().ShouldBe($"fleet-ticket 1 cluster-3#7 {Token} 1048576 {path}");
        read!.SocketPath.ShouldBe(path);
        read.Worker.ShouldBe(ticket.Worker);
        read.Token.ShouldBe(ticket.Token);
        read.MaxFrameBytes.ShouldBe(1_048_576);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("fleet-tickets 1 cluster-3#7 TOKEN 1048576 /s")]
    [InlineData("fleet-ticket 2 cluster-3#7 TOKEN 1048576 /s")]
    [InlineData("fleet-ticket 01 cluster-3#7 TOKEN 1048576 /s")]
    [InlineData("fleet-ticket 1 cluster-3 TOKEN 1048576 /s")]
    [InlineData("fleet-ticket 1 Cluster#7 TOKEN 1048576 /s")]
    [InlineData("fleet-ticket 1 cluster-3#7 0011 1048576 /s")]
    [InlineData("fleet-ticket 1 cluster-3#7 zz0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f 1048576 /s")]
    [InlineData("fleet-ticket 1 cluster-3#7 TOKEN -1 /s")]
    [InlineData("fleet-ticket 1 cluster-3#7 TOKEN 4095 /s")]
    [InlineData("fleet-ticket 1 cluster-3#7 TOKEN 16777217 /s")]
    [InlineData("fleet-ticket 1 cluster-3#7 TOKEN 99999999999 /s")]
    [InlineData("fleet-ticket 1 cluster-3#7 TOKEN 1048576 ")]
    [InlineData("fleet-ticket 1 cluster-3#7 TOKEN 1048576")]
    public void Line_ThatIsNoTicket_IsRefused(string? line)
    {
        LaunchTicket.TryParse(line?.Replace("TOKEN", Token, StringComparison.Ordinal), out var ticket).ShouldBeFalse();

        ticket.ShouldBeNull();
    }
}
