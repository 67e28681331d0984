using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Payloads;
using Fleet.Worker.Running;
using Fleet.Worker.Tests.Messaging;

namespace Fleet.Worker.Tests.Running;

public class HandoverStateCodecTests
{
    private readonly ContractlessPayloadSerializer _serializer = new();

    [Fact]
    public void States_RoundTrip_EachPartAndValueByItself()
    {
        var bytes = HandoverStateCodec.Write(
            [("chat", new HandoverState().Set("ids", new[] { "a", "b" }).Set<string?>("none", null)), (HandoverStateCodec.WorkerPart, new HandoverState().Set("note", new Note("hi", 3)))],
            _serializer);

        var states = HandoverStateCodec.Read(bytes, _serializer);

        states.Keys.ShouldBe(["chat", ""], ignoreOrder: true);
        states["chat"].Get<List<string>>("ids").ShouldBe(["a", "b"]);
        states["chat"].Get<string>("none", "missing").ShouldBeNull();
        states["chat"].Get<string>("other", "missing").ShouldBe("missing");
        states[""].Get<Note>("note").ShouldBe(new Note("hi", 3));
        states[""].Get<string>("ids").ShouldBeNull();
    }

    [Fact]
    public void NoStates_AreNoBytes()
    {
        HandoverStateCodec.Write([], _serializer).ShouldBeEmpty();
        HandoverStateCodec.Read([], _serializer).ShouldBeEmpty();
    }

    [Fact]
    public void Value_OfAnotherType_FailsWhereItIsAskedFor_AndOnlyThere()
    {
        var bytes = HandoverStateCodec.Write([("chat", new HandoverState().Set("count", 3).Set("name", "wren"))], _serializer);

        var state = HandoverStateCodec.Read(bytes, _serializer)["chat"];

        Should.Throw<FleetException>(() => state.Get<Note>("count"));
        state.Get<string>("name").ShouldBe("wren");
    }

    [Fact]
    public void Value_ThatCannotBeWritten_IsRefused() =>
        Should.Throw<FleetException>(() => HandoverStateCodec.Write([("chat", new HandoverState().Set("bomb", new Bomb()))], _serializer));

    [Theory]
    [InlineData("c0")]
    [InlineData("81")]
    [InlineData("81a0")]
    [InlineData("81a081a161a162")]
    [InlineData("80c0")]
    [InlineData("df7fffffff")]
    public void Bytes_ThatAreNoStates_AreRefused(string hex) =>
        Should.Throw<MsgPackException>(() => HandoverStateCodec.Read(Convert.FromHexString(hex), _serializer));
}
