using Kubesharp.Api.Configuration;
using Kubesharp.ApiServer.Encryption;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Encryption;

public sealed class EncryptionConfigurationTests
{
    private const string Head = "kind: EncryptionConfiguration\napiVersion: apiserver.config.k8s.io/v1\n";

    [Theory]
    [InlineData("", "secrets", "secrets")]
    [InlineData("apps", "deployments", "*.apps")]
    [InlineData("", "configmaps", "*.")]
    [InlineData("batch", "jobs", "*.*")]
    public void TheFirstEntryThatCoversAResourceCounts(string group, string resource, string entry)
    {
        EncryptionConfiguration configuration = EncryptionConfiguration.Parse(Head + """
            resources:
            - {resources: [secrets], providers: [{identity: {}}]}
            - {resources: ["*.apps"], providers: [{identity: {}}]}
            - {resources: ["*."], providers: [{identity: {}}]}
            - {resources: ["*.*"], providers: [{identity: {}}]}
            """);
        Assert.Equal([entry], configuration.Find(group, resource)!.Names);
    }

    [Theory]
    [InlineData("resources: []", "resources: must have at least one entry")]
    [InlineData("resources: [{resources: [], providers: [{identity: {}}]}]",
        "resources[0].resources: must name at least one resource, such as secrets or *.apps")]
    [InlineData("resources: [{resources: [pods/log], providers: [{identity: {}}]}]",
        "resources[0].resources: \"pods/log\" must be a plural such as secrets, deployments.apps, *.apps or *.*")]
    [InlineData("resources: [{resources: [secrets]}]", "resources[0].providers: must have at least one entry")]
    [InlineData("resources: [{resources: [secrets], providers: [{aesgcm: {keys: [{name: k, secret: YQ==}]}}]}]",
        "resources[0].providers[0].aesgcm.keys[0].secret: has 1 bytes, but must have 16, 24, 32")]
    [InlineData("resources: [{resources: [secrets], providers: [{secretbox: {keys: [{name: k, secret: hush}]}}]}]",
        "resources[0].providers[0].secretbox.keys[0].secret: has 3 bytes, but must have 32")]
    [InlineData("resources: [{resources: [secrets], providers: [{aescbc: {keys: [{name: k, secret: '%'}]}}]}]",
        "resources[0].providers[0].aescbc.keys[0].secret: must be base64")]
    [InlineData("resources: [{resources: [secrets], providers: [{kms: {name: k}}]}]",
        "resources[0].providers[0].kms: is not supported; aescbc, aesgcm, secretbox and identity are")]
    public void AMistakeIsNamedWithItsPath(string text, string problem) => Assert.Equal(
        [problem],
        Assert.Throws<ConfigurationException>(() => EncryptionConfiguration.Parse(Head + text)).Problems);
}
