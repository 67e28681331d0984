namespace Fleet.Abstractions.Tests.Ipc;

public class CommandExceptionTests
{
    [Fact]
    public void EveryError_SaysWhetherTheCommandMayHaveBeenExecuted()
    {
        var unknown = Enum.GetValues<CommandError>().Where(e => CommandException.ExecutionOf(e) == CommandExecution.Unknown);
        var executed = Enum.GetValues<CommandError>().Where(e => CommandException.ExecutionOf(e) == CommandExecution.Executed);
        unknown.ShouldBe([CommandError.TargetLost, CommandError.TimedOut]);
        executed.ShouldBe([CommandError.Faulted, CommandError.BadReply]);
    }

    [Fact]
    public void Outcome_WithAnError_DidNotSucceed()
    {
        var failed = new CommandOutcome<int>(SlotName.Cluster(0), 0, new CommandException(CommandError.TimedOut, "late"));
        failed.Succeeded.ShouldBeFalse();
        new CommandOutcome<int>(SlotName.Cluster(0), 5, null).Succeeded.ShouldBeTrue();
    }
}
