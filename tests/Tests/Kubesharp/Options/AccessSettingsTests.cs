using System.CommandLine;
using Kubesharp.Options;
using Xunit;

namespace Kubesharp.Tests.Programs.Options;

public sealed class AccessSettingsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kubesharp-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void NothingSaidIsWhatANewClusterHas()
    {
        AccessOptions access = Read();
        Assert.Null(access.Authorization);
        Assert.True(access.Authentication.Anonymous.Enabled);
        Assert.Null(access.Authentication.StaticTokens);
        Assert.Null(access.Authentication.Configuration);
        Assert.Null(access.Authentication.Webhook);
        Assert.Empty(access.Admission.Disabled);
    }

    [Fact]
    public void TheFlagsOfUpstreamAreUnderstood()
    {
        string tokens = Write("tokens.csv", "t,ada,1,\"a,b\"\n");
        string hook = Write("hook.yaml", """
            apiVersion: v1
            kind: Config
            clusters: [{ name: h, cluster: { server: "https://hook.example.com" } }]
            contexts: [{ name: h, context: { cluster: h } }]
            current-context: h
            """);
        AccessOptions access = Read(
            "--anonymous-auth=false", "--token-auth-file", tokens, "--oidc-issuer-url", "https://issuer.example.com",
            "--oidc-client-id", "a", "--oidc-groups-claim", "groups", "--oidc-required-claim", "x=y,z=",
            "--oidc-signing-algs", "ES256", "--authentication-token-webhook-config-file", hook,
            "--authentication-token-webhook-version", "v1", "--authentication-token-webhook-cache-ttl", "30s",
            "--authorization-mode", "Node,Webhook,RBAC", "--authorization-webhook-config-file", hook,
            "--authorization-webhook-cache-authorized-ttl", "1m", "--disable-admission-plugins", "Priority");
        Assert.False(access.Authentication.Anonymous.Enabled);
        Assert.Equal(1, access.Authentication.StaticTokens!.Count);
        Assert.Equal(TimeSpan.FromSeconds(30), access.Authentication.Webhook!.CacheTtl);
        Assert.False(access.Authentication.Webhook.IsBeta);
        Assert.Equal(["ES256"], access.Authentication.Configuration!.Issuers[0].Algorithms);
        Assert.Equal("y", access.Authentication.Configuration.Issuers[0].RequiredClaims["x"]);
        Assert.Equal("", access.Authentication.Configuration.Issuers[0].RequiredClaims["z"]);
        Assert.Equal(
            ["node", "webhook", "rbac"], access.Authorization!.Authorizers.Select(static entry => entry.Name));
        Assert.Equal(TimeSpan.FromMinutes(1), access.Authorization.Authorizers[1].Webhook!.AuthorizedTtl);
        Assert.True(access.Authorization.Authorizers[1].Webhook!.IsBeta);
        Assert.Equal(["Priority"], access.Admission.Disabled);
    }

    [Theory]
    [InlineData("--authorization-mode=ABAC", "--authorization-mode: ABAC is not supported")]
    [InlineData("--authorization-mode=Webhook",
        "--authorization-mode: Webhook needs --authorization-webhook-config-file")]
    [InlineData("--oidc-issuer-url=http://x", "--oidc-issuer-url \"http://x\": URL scheme must be https")]
    [InlineData("--oidc-client-id=x", "--oidc-client-id needs --oidc-issuer-url")]
    [InlineData("--oidc-issuer-url=https://x --oidc-client-id=a --oidc-required-claim=x",
        "--oidc-required-claim is \"x\": must be name=value")]
    [InlineData("--anonymous-auth=perhaps", "--anonymous-auth is \"perhaps\": must be true or false")]
    [InlineData("--authentication-token-webhook-version=v2",
        "--authentication-token-webhook-version is \"v2\": must be v1 or v1beta1")]
    [InlineData("--authorization-webhook-cache-authorized-ttl=soon",
        "--authorization-webhook-cache-authorized-ttl is \"soon\": must be a duration such as 30s or 5m")]
    [InlineData("--token-auth-file=/nowhere.csv", "/nowhere.csv cannot be read")]
    [InlineData("--authentication-config=/nowhere.yaml --oidc-issuer-url=https://x --oidc-client-id=a",
        "--authentication-config and the --oidc-* flags are mutually exclusive")]
    [InlineData("--authorization-config=/nowhere.yaml --authorization-mode=RBAC",
        "--authorization-config takes the place of --authorization-mode")]
    [InlineData("--enable-admission-plugins=AlwaysPullImages",
        "--enable-admission-plugins: \"AlwaysPullImages\" is not here")]
    [InlineData("--admission-control-config-file=/nowhere.yaml", "/nowhere.yaml cannot be read")]
    public void AMistakeIsNamed(string flags, string problem)
    {
        OptionsException exception = Assert.Throws<OptionsException>(() => Read(flags.Split(' ')));
        Assert.Contains(exception.Problems, found => found.StartsWith(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void WhoIsAnonymousIsSaidInOnePlace()
    {
        string file = Write(
            "a.yaml",
            "apiVersion: apiserver.config.k8s.io/v1\nkind: AuthenticationConfiguration\n"
                + "anonymous: { enabled: false }\n");
        Assert.False(Read("--authentication-config", file).Authentication.Configuration!.Anonymous!.Enabled);
        OptionsException exception = Assert.Throws<OptionsException>(
            () => Read("--authentication-config", file, "--anonymous-auth=true"));
        Assert.Equal(
            [$"--anonymous-auth cannot be set when {file} has a section anonymous: leave one of them out"],
            exception.Problems);
    }

    private string Write(string name, string text)
    {
        string file = Path.Combine(folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    private static AccessOptions Read(params string[] flags)
    {
        Command command = new("server");
        foreach (Setting setting in ServerSettings.All)
            command.Options.Add(setting.Flag);
        return ServerSettings.Read(command.Parse(flags)).ApiServer.Access;
    }
}
