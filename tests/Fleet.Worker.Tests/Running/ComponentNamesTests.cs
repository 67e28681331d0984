using Fleet.Worker.Loading;
using Fleet.Worker.Running;

namespace Fleet.Worker.Tests.Running;

public class ComponentNamesTests
{
    private static readonly List<string> s_calls = [];

    [Fact]
    public void Names_OfTheirOwn_AreTaken()
    {
        ComponentNames.Check([], typeof(RecordedWorker)).ShouldBeNull();
        ComponentNames.Check([Named("chat"), Named("Chat"), new OtherComponent("chat2")], typeof(RecordedWorker)).ShouldBeNull();
    }

    [Fact]
    public void Names_ThatAreTheSame_AreRefusedWithBothTypes()
    {
        var fault = ComponentNames.Check([Named("chat"), Named("clock"), new OtherComponent("chat")], typeof(RecordedWorker)).ShouldNotBeNull();

        fault.Code.ShouldBe(FaultCode.CannotBeCreated);
        fault.Permanent.ShouldBeTrue();
        fault.ToText().ShouldBe(
            $"FLEET1009 Fleet.Worker.Tests.Running.RecordedWorker cannot be put together: two components are named \"chat\" ({typeof(RecordedWorker).Assembly.Location}). "
            + "They are Fleet.Worker.Tests.Running.RecordedComponent and Fleet.Worker.Tests.Running.ComponentNamesTests+OtherComponent. "
            + "Handover states are kept by this name, so one component would be given the state of another. Give each IWorkerComponent a Name of its own.");
    }

    [Fact]
    public void Component_RegisteredTwice_IsRefusedAsThat()
    {
        var chat = Named("chat");

        ComponentNames.Check([chat, chat], typeof(RecordedWorker)).ShouldNotBeNull().What.ShouldEndWith("component \"chat\" is registered twice");
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void Component_WithTheWorkersOwnName_IsRefused(string? name) =>
        ComponentNames.Check([Named(name!)], typeof(RecordedWorker)).ShouldNotBeNull().What.ShouldEndWith("a component has no name");

    private static RecordedComponent Named(string name) => new(name, s_calls);

    private sealed class OtherComponent(string name) : IWorkerComponent
    {
        public string Name => name;
    }
}
