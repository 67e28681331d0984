using Fleet.Admiral.Routing;
using Fleet.Protocol.Budgets;
using Fleet.Protocol.Messages;

namespace Fleet.Admiral.Budgets;

/// <summary>What workers may ask of the budgets.</summary>
internal static class BudgetCommands
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    public static void AddTo(AdmiralCommands commands, BudgetDesk desk)
    {
        commands.Add<BudgetAcquire, BudgetAcquireReply>(AdmiralCommandNames.AcquireBudget, (command, request) => AcquireAsync(desk, command, request));
        commands.Add<BudgetReturn, BudgetReply>(AdmiralCommandNames.ReturnBudget, (command, request) =>
            Task.FromResult(Reply(desk.Return(Given(command?.Budget), request.From.ToString(), command!.Number))));
        commands.Add<BudgetDefine, BudgetReply>(AdmiralCommandNames.DefineBudget, (command, request) =>
            Task.FromResult(Reply(desk.Define(Given(command?.Budget), Given(command!.Definition), request.From.ToString()))));
        commands.Add<BudgetQuestion, BudgetReply>(AdmiralCommandNames.BudgetStatus, (command, _) =>
            Task.FromResult(desk.Find(Given(command?.Budget), command!.Key) is { } status ? new BudgetReply(0, null, status) : Reply((BudgetError.NoSuchBudget, BudgetDesk.NoSuch(command.Budget)))));
    }

    private static async Task<BudgetAcquireReply> AcquireAsync(BudgetDesk desk, BudgetAcquire command, AdmiralRequest request)
    {
        var budget = Given(command?.Budget);
        var wait = TimeSpan.FromMilliseconds(Math.Clamp(command!.WaitMilliseconds, 0, LongestWait.TotalMilliseconds));
        // An answer after the worker's own deadline would reach nobody, and a permit with it would be lost.
        if (wait > request.Timeout) wait = request.Timeout;
        try
        {
            var outcome = await desk.AcquireAsync(budget, new BudgetHolder(request.From.ToString(), request.Link.Gone), command.Number, Given(command.Request), wait);
            return new BudgetAcquireReply((int)(outcome.Error ?? 0), outcome.Why, outcome.RetryAfter, outcome.Waited, outcome.Error is null ? desk.ValidFor(budget) : null);
        }
        catch (OperationCanceledException)
        {
            throw new CommandException(CommandError.Refused, "The request was taken back.");
        }
    }

    private static BudgetReply Reply((BudgetError Error, string Why)? fault) => new((int)(fault?.Error ?? 0), fault?.Why, null);

    private static T Given<T>(T? value)
        where T : class => value ?? throw new CommandException(CommandError.BadCommand, $"The command has no {typeof(T).Name}.");
}
