using Kubesharp.Api;
using Kubesharp.Api.Configuration;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Admission.Security;
using Kubesharp.ApiServer.Authorization;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Admission.Security;

public sealed class AdmissionOptionsTests
{
    private const string Good = """
        apiVersion: apiserver.config.k8s.io/v1
        kind: AdmissionConfiguration
        plugins:
        - name: PodSecurity
          configuration:
            apiVersion: pod-security.admission.config.k8s.io/v1
            kind: PodSecurityConfiguration
            defaults:
              enforce: baseline
              enforce-version: v1.30
              warn: restricted
            exemptions:
              usernames: [ada]
              namespaces: [infra]
              runtimeClasses: [vm]
        """;

    [Fact]
    public void TheDefaultsAndTheExemptAreRead()
    {
        PodSecurityConfiguration read = AdmissionOptions.Parse(Good, "/").PodSecurity;
        Assert.Equal("enforce=baseline:v1.30, warn=restricted:latest", read.Defaults.ToString());
        Assert.Equal(["ada"], read.Users);
        Assert.Equal(["infra"], read.Namespaces);
        Assert.Equal(["vm"], read.RuntimeClasses);
    }

    [Theory]
    [InlineData("enforce: baseline", "enforce: strict",
        "plugins[0].configuration.defaults.enforce: Invalid value: \"strict\": must be one of privileged, "
            + "baseline, restricted")]
    [InlineData("v1.30", "'1.30'",
        "plugins[0].configuration.defaults.enforce-version: Invalid value: \"1.30\": must be \"latest\" or \"v1.x\"")]
    [InlineData("[ada]", "[ada, ada]", "plugins[0].configuration.exemptions.usernames[1]: Duplicate value: \"ada\"")]
    [InlineData("[infra]", "['']", "plugins[0].configuration.exemptions.namespaces[0]: must not be empty")]
    [InlineData("config.k8s.io/v1\n    kind: Pod", "config.k8s.io/v9\n    kind: Pod",
        "plugins[0].configuration.apiVersion: \"pod-security.admission.config.k8s.io/v9\" must be one of")]
    [InlineData("name: PodSecurity", "name: EventRateLimit",
        "plugins[0].name: \"EventRateLimit\" takes no configuration here; PodSecurity does")]
    [InlineData("name: PodSecurity", "name: PodSecurity\n  path: /nowhere.yaml",
        "plugins[0].path: must not be set beside configuration")]
    [InlineData("    warn:", "    warns:", "plugins[0].configuration.defaults.warns: is unknown; known are")]
    public void EachMistakeIsNamed(string part, string instead, string problem)
    {
        Assert.Contains(part, Good, StringComparison.Ordinal);
        ConfigurationException exception = Assert.Throws<ConfigurationException>(
            () => AdmissionOptions.Parse(Good.Replace(part, instead, StringComparison.Ordinal), "/"));
        Assert.Contains(exception.Problems, found => found.StartsWith(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void NamesOfPluginsAreThoseThatRun()
    {
        IEnumerable<string> running = AdmissionPlugins
            .All(new Authorizers(new ObjectTable()), Entropy.Seeded(1), new()).Select(static plugin => plugin.Name);
        Assert.Equal(
            running.Append("ResourceQuota").Order(),
            AdmissionPlugins.Names.Concat(["NodeRestriction", "RbacEscalation"]).Order());
    }

    [Theory]
    [InlineData("", "PodSecurity,ValidatingAdmissionWebhook", "")]
    [InlineData("NodeRestriction,PodSecurity", "", "")]
    [InlineData("AlwaysPullImages", "", "--enable-admission-plugins: \"AlwaysPullImages\" is not here; known are")]
    [InlineData("", "Podsecurity", "--disable-admission-plugins: \"Podsecurity\" is not here; known are")]
    [InlineData("", "NodeRestriction", "--disable-admission-plugins: NodeRestriction cannot be left out")]
    [InlineData("Priority", "Priority", "Priority is in both")]
    public void PluginsAreChosenByName(string enabled, string disabled, string problem)
    {
        IEnumerable<string> problems = AdmissionPlugins.Problems(Split(enabled), Split(disabled));
        if (problem.Length == 0)
            Assert.Empty(problems);
        else
            Assert.StartsWith(problem, Assert.Single(problems), StringComparison.Ordinal);

        static string[] Split(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);
    }
}
