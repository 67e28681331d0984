namespace Fleet.Abstractions.Tests.Workers;

public class HandoverStateTests
{
    [Fact]
    public void Value_ThatWasSet_IsFound()
    {
        var state = new HandoverState().Set("count", 5).Set<string?>("none", null);
        state.Get<int>("count").ShouldBe(5);
        state.Get<string>("none", "default").ShouldBeNull();
        state.Get("missing", 7).ShouldBe(7);
    }

    [Fact]
    public void Value_OfAStateThatArrived_IsReadWhenItIsAskedFor()
    {
        var asked = new List<(string, Type)>();
        var state = new HandoverState((key, type) =>
        {
            asked.Add((key, type));
            return key == "count" ? [5, 6] : [];
        });
        asked.ShouldBeEmpty();
        state.Get<int>("count").ShouldBe(5);
        state.Get("other", 9).ShouldBe(9);
        asked.ShouldBe([("count", typeof(int)), ("other", typeof(int))]);
        state.GetAll<int>("count").ShouldBe([5, 6]);
        state.GetAll<int>("other").ShouldBeEmpty();
    }
}
