using System.CommandLine;
using System.Net;
using Kubesharp.Options;
using Xunit;

// Not Kubesharp.Tests.Kubesharp: that name would hide the product's own from every other test.
namespace Kubesharp.Tests.Programs.Options;

public sealed class ServerSettingsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kubesharp-test-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void NothingButDefaultsIsALoopbackServerWithoutANode()
    {
        ServerOptions options = Read("--data-dir", "/tmp/d");
        Assert.Equal(IPAddress.Loopback, options.BindAddress);
        Assert.Equal(6443, options.SecurePort);
        Assert.Equal(IPAddress.Parse("10.43.0.10"), options.Network.Dns);
        Assert.Null(options.Agent);
    }

    [Fact]
    public void AFlagWinsOverTheFileAndTheFileOverTheDefault()
    {
        string file = Write(
            "secure-port: 7001\nservice-cluster-ip-range: 10.96.0.0/16\ntls-san: [a, b]\nagent: true\n");
        ServerOptions options = Read("--config", file, "--secure-port", "7002");
        Assert.Equal(7002, options.SecurePort);
        Assert.Equal(IPAddress.Parse("10.96.0.10"), options.Network.Dns);
        Assert.Equal(["a", "b"], options.TlsNames);
        Assert.NotNull(options.Agent);
    }

    [Fact]
    public void JsonIsAConfigurationFileToo() =>
        Assert.Equal(7003, Read("--config", Write("""{"secure-port": 7003, "tls-san": "a,b"}""")).SecurePort);

    [Theory]
    [InlineData("secure-port: 0", "secure-port in FILE is \"0\": must be a port between 1 and 65535")]
    [InlineData("secureport: 1", "secureport in FILE is not a setting of this command")]
    [InlineData("- a", "FILE must be a mapping of setting names to values")]
    [InlineData("agent: perhaps", "agent in FILE is \"perhaps\": must be true or false")]
    [InlineData("agent: {a: b}", "agent in FILE must be a value or a list of values")]
    [InlineData("agent: true\nagent: false", "FILE, line 2: agent is set twice")]
    [InlineData("cluster-dns: 10.0.0.1", "--cluster-dns 10.0.0.1 lies outside --service-cluster-ip-range 10.43.0.0/16")]
    [InlineData("runtime-config: api/beta=maybe",
        "runtime-config in FILE is \"api/beta=maybe\": must say true or false of api/beta, not \"maybe\"")]
    [InlineData("service-node-port-range: 9-8",
        "service-node-port-range in FILE is \"9-8\": must be two ports such as 30000-32767")]
    public void AMistakeInTheFileIsNamed(string text, string problem)
    {
        string file = Write(text);
        OptionsException exception = Assert.Throws<OptionsException>(() => Read("--config", file));
        Assert.Equal([problem.Replace("FILE", file, StringComparison.Ordinal)], exception.Problems);
    }

    [Fact]
    public void ThreeMistakesAreReportedAtOnce()
    {
        OptionsException exception = Assert.Throws<OptionsException>(
            () => Read("--secure-port", "x", "--bind-address", "y", "--node-name", "Z"));
        Assert.Equal(3, exception.Problems.Count);
    }

    [Fact]
    public void OverlappingRangesAreRefused()
    {
        OptionsException exception = Assert.Throws<OptionsException>(() => Read("--cluster-cidr", "10.0.0.0/8"));
        Assert.Contains("overlap", Assert.Single(exception.Problems));
    }

    private string Write(string text)
    {
        string file = Path.Combine(folder.FullName, "config.yaml");
        File.WriteAllText(file, text);
        return file;
    }

    [Fact]
    public void Controllers_are_chosen_by_name_and_an_unknown_one_is_refused()
    {
        Assert.Equal(["*"], Read().Controllers);
        Assert.Equal(["*", "-job-controller"], Read("--controllers", "*,-job-controller").Controllers);
        OptionsException exception = Assert.Throws<OptionsException>(() => Read("--controllers", "*,-jobs"));
        Assert.Contains("--controllers: \"jobs\" is not in the list of known controllers", exception.Message,
            StringComparison.Ordinal);
        Assert.True(Read("--leader-elect").LeaderElect);
    }

    private static ServerOptions Read(params string[] flags)
    {
        Command command = new("server");
        foreach (Setting setting in ServerSettings.All)
            command.Options.Add(setting.Flag);
        return ServerSettings.Read(command.Parse(flags));
    }
}
