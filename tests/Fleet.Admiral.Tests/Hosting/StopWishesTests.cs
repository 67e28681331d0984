using Fleet.Admiral.Hosting;
using Fleet.Planning.Orders;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Hosting;

public sealed class StopWishesTests
{
    private readonly ManualTime _time = new();
    private readonly List<FleetOrder> _orders = [];
    private readonly StopWishes _wishes;

    public StopWishesTests() => _wishes = new StopWishes(_orders.Add, _time);

    [Fact]
    public void Signal_First_StopsInOrder()
    {
        _wishes.Hear("SIGTERM");

        _orders.ShouldBe([new ShutdownOrder("SIGTERM")]);
    }

    [Fact]
    public void Signal_TwiceWithinHalfASecond_IsOneWish()
    {
        _wishes.Hear("SIGINT");
        _wishes.Hear("SIGTERM");
        _time.Advance(TimeSpan.FromMilliseconds(499));
        _wishes.Hear("SIGINT");

        _orders.ShouldHaveSingleItem();
    }

    [Fact]
    public void Signal_SecondLater_StopsAtOnce()
    {
        _wishes.Hear("SIGINT");
        _time.Advance(TimeSpan.FromMilliseconds(501));

        _wishes.Hear("SIGTERM");

        _orders.ShouldBe([new ShutdownOrder("SIGINT"), new ForceShutdownOrder("second SIGTERM")]);
    }

    [Fact]
    public void Signal_AgainAndAgain_IsTheSameForce()
    {
        for (var i = 0; i < 4; i++)
        {
            _wishes.Hear("SIGINT");
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        _orders.Skip(1).Distinct().ShouldHaveSingleItem().ShouldBeOfType<ForceShutdownOrder>();
    }
}
