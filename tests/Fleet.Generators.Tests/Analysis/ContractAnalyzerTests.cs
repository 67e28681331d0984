namespace Fleet.Generators.Tests.Analysis;

public sealed class ContractAnalyzerTests
{
    [Fact]
    public async Task Contracts_ThatCannotBe_AreErrorsWhereTheyAreWrong()
    {
        await new Snippet("""
            public sealed record Ask(int Number);
            public interface IGood : IFleetContract { Task A(Ask ask, CancellationToken stop = default); Task<int> B(string text); Task C(CancellationToken stop); Task D(); }
            public interface IOrdinary { int A(int a, int b); }

            public interface IGeneric<T> : IFleetContract // FLEET0001
            {
                Task A();
            }

            public interface IDerived : IGood // FLEET0001
            {
                Task E();
            }

            public class Outer
            {
                private interface IHidden : IFleetContract; // FLEET0001
            }

            file interface IOfFile : IFleetContract; // FLEET0001

            public interface IBad : IFleetContract
            {
                void A(); // FLEET0001
                ValueTask<int> B(); // FLEET0001
                int C(); // FLEET0001
                Task<T> D<T>(); // FLEET0001
                Task E(Ask one, Ask other); // FLEET0001
                Task F(CancellationToken one, CancellationToken other); // FLEET0001
                Task G(in Ask ask); // FLEET0001
                Task H(Ask? ask); // FLEET0001
                Task I(int? number); // FLEET0001
                Task J() => Task.CompletedTask; // FLEET0001
                int K { get; } // FLEET0001
                event Action L; // FLEET0001
                static Task M() => Task.CompletedTask; // FLEET0001
                Task N(); // FLEET0001
                Task N(Ask ask); // FLEET0001
            }
            """).ShouldBeDiagnosedAsAnnouncedAsync();
    }

    [Fact]
    public async Task Problem_IsToldWithTheWayOut()
    {
        var problems = await new Snippet("public interface IStats : IFleetContract { Task<int> CountAsync(string channel, int day); }").DiagnosticsAsync();
        problems.Single().GetMessage(null).ShouldBe(
            "IStats cannot be a contract: 'CountAsync' takes 2 parameters; a method of a contract takes at most one message and one CancellationToken. Put what belongs together into one record");
    }

    [Fact]
    public void Contract_WithAProblem_IsNotGenerated() => new Snippet("public interface IBad : IFleetContract { void A(); }").Generated.ShouldBeEmpty();
}
