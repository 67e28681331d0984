using Fleet.TestKit.Plugins;

namespace Fleet.Worker.Tests.Loading.Faults;

public sealed class RegistrationFaultsTests : PluginTest
{
    [Fact]
    public void Parameter_WithoutRegistration_IsNamedWithItsCall()
    {
        var path = Build(PluginSource.Cluster("public Bot(System.Net.Http.IHttpClientFactory http) { }"));

        var fault = CreateFault(Load(path));

        fault.Permanent.ShouldBeTrue();
        fault.ToText().ShouldBe(
            $"FLEET1009 Bots.Bot cannot be created: no registration for System.Net.Http.IHttpClientFactory ({path}). It is constructor parameter \"http\" of Bots.Bot. "
            + "Call services.AddHttpClient() in public static void ConfigureServices(IServiceCollection services, IConfiguration settings) of Bot.");
    }

    [Theory]
    [InlineData("public interface IClock { } public Bot(IClock clock) { }", "constructor parameter \"clock\" of Bots.Bot")]
    [InlineData("public interface IClock { } public class Db { public Db(IClock watch) { } } public Bot(Db db) { } public static void ConfigureServices(IServiceCollection services, IConfiguration settings) => services.AddSingleton<Db>();", "constructor parameter \"watch\" of Bots.Bot+Db")]
    [InlineData("public interface IClock { } public Bot(IServiceProvider services) => services.GetRequiredService<IClock>();", "needed by a call of GetRequiredService")]
    public void Service_WithoutRegistration_IsNamed(string members, string why)
    {
        var fault = CreateFault(Load(Build(PluginSource.Cluster(members))));

        fault.Code.ShouldBe("FLEET1009");
        fault.What.ShouldContain("no registration for Bots.Bot+IClock");
        fault.Why.ShouldContain(why);
        fault.Fix.ShouldContain("services.AddSingleton<");
    }

    [Theory]
    [InlineData("private Bot() { }")]
    [InlineData("public Bot(IFormatProvider a) { } public Bot(IFormatProvider a, int b) { }")]
    public void Constructors_OfWhichNoneCanBeChosen_AreAFault(string members)
    {
        var fault = CreateFault(Load(Build(PluginSource.Cluster(members))));

        fault.Code.ShouldBe("FLEET1009");
        fault.Fix.ShouldBe("Give it exactly one public constructor.");
    }

    [Fact]
    public void Services_ThatNeedEachOther_AreAFault()
    {
        var fault = CreateFault(Load(Build(PluginSource.Cluster("""
            public class A { public A(B b) { } }
            public class B { public B(A a) { } }
            public static void ConfigureServices(IServiceCollection services, IConfiguration settings) => services.AddSingleton<A>().AddSingleton<B>();
            public Bot(A a) { }
            """))));

        fault.Code.ShouldBe("FLEET1009");
        fault.What.ShouldContain("in a circle");
    }
}
