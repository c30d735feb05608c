using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Configuration;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Cri;
using Kubesharp.Kubelet.Images;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Secret = Kubesharp.Api.Core.Secret;

namespace Kubesharp.Tests.Nodes;

/// <summary>Names, credentials, records and the end of images, without a registry.</summary>
public sealed class ImageTests
{
    [Theory]
    [InlineData("busybox", "docker.io/library/busybox")]
    [InlineData("busybox:1.36", "docker.io/library/busybox")]
    [InlineData("team/app@sha256:00", "docker.io/team/app")]
    [InlineData("index.docker.io/team/app", "docker.io/team/app")]
    [InlineData("localhost:5000/app:1@sha256:00", "localhost:5000/app")]
    [InlineData("registry.k8s.io/pause:3.10", "registry.k8s.io/pause")]
    public void A_repository_is_the_full_name_without_tag_and_digest(string image, string expected) =>
        Assert.Equal(expected, ImageName.RepositoryOf(image));

    [Theory]
    [InlineData("*.azurecr.io", "mine.azurecr.io/app", true)]
    [InlineData("*.azurecr.io", "azurecr.io/app", false)]
    [InlineData("*.io", "a.b.io/app", false)]
    [InlineData("*.*.registry.io", "a.b.registry.io/app", true)]
    [InlineData("app*.k8s.io", "app2.k8s.io/x", true)]
    [InlineData("registry.io:8080/path", "registry.io:8080/path/app", true)]
    [InlineData("registry.io:8080/path", "registry.io:8080/other/app", false)]
    [InlineData("registry.io", "registry.io:8080/app", false)]
    [InlineData("https://registry.io", "registry.io/app", true)]
    public void Entries_match_part_by_part(string pattern, string repository, bool expected) =>
        Assert.Equal(expected, RegistryPattern.Matches(pattern, repository));

    [Fact]
    public void The_most_specific_entry_comes_first_and_docker_hub_goes_by_its_old_name()
    {
        Secret secret = SecretOf("s", """
            {"auths": {"https://r.io/v1/": {"auth": "Z2VuZXJhbDpw"}, "r.io/team": {"username": "team", "password": "q"},
            "https://index.docker.io/v1/": {"username": "hub", "password": "h"}}}
            """);
        Assert.Equal(
            ["team", "general"],
            PullCredentials.For("r.io/team/app:1", [secret]).Select(static one => one.Auth.Username));
        Assert.Equal(
            ["general"], PullCredentials.For("r.io/other:1", [secret]).Select(static one => one.Auth.Username));
        Assert.Equal(["hub"], PullCredentials.For("busybox", [secret]).Select(static one => one.Auth.Username));
        Assert.Empty(PullCredentials.For("q.io/app", [secret]));
        Assert.Empty(PullCredentials.For("r.io/app", [SecretOf("broken", "{\"auths\": [1]}")]));
    }

    [Fact]
    public void A_record_allows_those_who_pulled_and_survives_on_the_disk()
    {
        PullCredential a = Credential("a", "1", "password");
        PullCredential changed = Credential("a", "1", "another");
        PullCredential sameWords = Credential("b", "2", "password");
        PullCredential other = Credential("c", "3", "third");
        DateTimeOffset now = DateTimeOffset.UnixEpoch;
        PullRecord record = new PullRecord("sha256:1", now).With("r.io/app", RecordedAccess.Of(a), now);
        foreach (PullRecord one in (PullRecord[])[record, PullRecord.FromJson(record.ToJson())])
        {
            Assert.True(one.Allows("r.io/app", [other, a]));
            // The same secret with other words, and the same words in another secret.
            Assert.True(one.Allows("r.io/app", [changed]));
            Assert.True(one.Allows("r.io/app", [sameWords]));
            Assert.False(one.Allows("r.io/app", [other]));
            Assert.False(one.Allows("r.io/app", []));
            Assert.False(one.Allows("r.io/elsewhere", [a]));
        }
        PullRecord open = record.With("r.io/app", RecordedAccess.Of(null), now);
        Assert.True(PullRecord.FromJson(open.ToJson()).Allows("r.io/app", []));
        CredentialSource account = new("default", "robot", "4");
        PullRecord through = record.With(
            "r.io/app", RecordedAccess.Of(other with { Secret = null, ServiceAccount = account }), now);
        Assert.True(PullRecord.FromJson(through.ToJson()).Allows(
            "r.io/app", [Credential("x", "9", "y") with { Secret = null, ServiceAccount = account }]));
        Assert.True(through.Allows("r.io/app", [a]));
    }

    [Fact]
    public void A_pull_that_nobody_saw_the_end_of_counts_as_pulled_with_nobodys_credentials()
    {
        string folder = Directory.CreateTempSubdirectory("ks-records-").FullName;
        try
        {
            new PullRecords(folder, TimeProvider.System).Begin("r.io/app:1");
            PullRecords next = new(folder, TimeProvider.System);
            Image image = new() { Id = "sha256:1" };
            image.RepoTags.Add("r.io/app:1");
            next.TakeOver([image]);
            Assert.False(next.Find("r.io/app:1", "sha256:1")!.Allows("r.io/app", [Credential("a", "1", "x")]));
            Assert.Empty(Directory.GetFiles(Path.Combine(folder, "pulling")));
            Assert.Null(next.Find("r.io/app:1", "sha256:2"));
            next.Prune(new HashSet<string>(), DateTimeOffset.MaxValue);
            Assert.Null(next.Find("r.io/app:1", "sha256:1"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(PullVerification.NeverVerify, "r.io/x", true, false)]
    [InlineData(PullVerification.NeverVerifyPreloadedImages, "r.io/x", true, true)]
    [InlineData(PullVerification.NeverVerifyPreloadedImages, "r.io/x", false, false)]
    [InlineData(PullVerification.NeverVerifyAllowlistedImages, "r.io/x", false, true)]
    [InlineData(PullVerification.NeverVerifyAllowlistedImages, "ours.io/team/x:1", false, false)]
    [InlineData(PullVerification.NeverVerifyAllowlistedImages, "ours.io/one:2", false, false)]
    [InlineData(PullVerification.NeverVerifyAllowlistedImages, "ours.io/one:2", true, true)]
    [InlineData(PullVerification.AlwaysVerify, "r.io/x", false, true)]
    public void Policies_of_verification(PullVerification policy, string image, bool pulledHere, bool expected) =>
        Assert.Equal(expected, ImagePulls.MustVerify(
            new ImageOptions { Verification = policy, VerificationAllowlist = ["ours.io/team/*", "ours.io/one"] },
            image, pulledHere));

    [Fact]
    public void Images_go_in_the_order_of_their_last_use_and_young_or_held_ones_stay()
    {
        DateTimeOffset now = DateTimeOffset.UnixEpoch.AddDays(1);
        ImageUse[] images =
        [
            new("recent", DateTimeOffset.MinValue) { IsFree = true, LastUsed = now.AddHours(-1) },
            new("old", DateTimeOffset.MinValue) { IsFree = true, LastUsed = now.AddHours(-9) },
            new("never", now.AddHours(-2)) { IsFree = true },
            new("never-older", now.AddHours(-3)) { IsFree = true },
            new("young", now.AddSeconds(-30)) { IsFree = true },
            new("held", DateTimeOffset.MinValue),
        ];
        Assert.Equal(
            ["never-older", "never", "old", "recent"],
            ImageGarbage.Order(images, now, TimeSpan.FromMinutes(2)).Select(static one => one.Id));
    }

    [Theory]
    [InlineData(100, 16, null)]
    [InlineData(100, 15, 5L)]
    [InlineData(1000, 0, 200L)]
    public void Room_is_made_down_to_the_low_mark_from_the_high_one(long total, long available, long? expected) =>
        Assert.Equal(expected, ImageGarbage.BytesToFree(new DiskRoom(total, available), new ImageOptions()));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(345.9, "345ms")]
    [InlineData(1200, "1.2s")]
    [InlineData(62_500, "1m2.5s")]
    [InlineData(3_600_000, "1h0m0s")]
    public void Durations_read_as_upstreams(double milliseconds, string expected) =>
        Assert.Equal(expected, ImagePuller.Shown(TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public void Every_mistake_of_a_provider_configuration_is_told()
    {
        ConfigurationException exception = Assert.Throws<ConfigurationException>(() =>
            CredentialProviderConfiguration.Parse("""
                apiVersion: kubelet.config.k8s.io/v1
                kind: CredentialProviderConfig
                providers:
                - name: a/b
                  matchImages: []
                  apiVersion: credentialprovider.kubelet.k8s.io/v1
                  nonsense: 1
                - name: c
                  matchImages: [https://x.io]
                  defaultCacheDuration: 1m
                  apiVersion: credentialprovider.kubelet.k8s.io/v1beta1
                  tokenAttributes: {serviceAccountTokenAudience: x, cacheType: Token, requireServiceAccount: true}
                """));
        Assert.Equal(
            ["providers[0].name", "providers[0].matchImages", "providers[0].defaultCacheDuration",
                "providers[0].nonsense", "providers[1].matchImages", "providers[1].tokenAttributes"],
            exception.Problems.Select(static problem => problem.Split(": ")[0]));
    }

    [Fact]
    public async Task A_provider_is_asked_again_when_its_answer_is_old_and_says_when_it_fails()
    {
        string folder = Directory.CreateTempSubdirectory("ks-provider-").FullName;
        try
        {
            string program = Path.Combine(folder, "p");
            await File.WriteAllTextAsync(program, """
                #!/bin/sh
                cat > /dev/null
                echo x >> "$0.count"
                [ -f "$0.fail" ] && { echo broken >&2; exit 3; }
                echo '{"kind":"CredentialProviderResponse","apiVersion":"credentialprovider.kubelet.k8s.io/v1",'
                echo '"cacheKeyType":"Image","auth":{"r.io":{"username":"u","password":"p"}}}'

                """, TestContext.Current.CancellationToken);
            File.SetUnixFileMode(program, (UnixFileMode)0b111_101_101);
            FakeTimeProvider time = new();
            CredentialProvider provider = new(
                new CredentialProviderOptions
                {
                    Name = "p", MatchImages = ["r.io"], ApiVersion = "credentialprovider.kubelet.k8s.io/v1",
                    DefaultCacheDuration = TimeSpan.FromMinutes(1),
                },
                folder, time);
            async Task<int> AskAsync(string image)
            {
                IReadOnlyList<PullCredential> found = await provider.AskAsync(
                    new ProviderRequest(image, "", new Dictionary<string, string>()), "",
                    TestContext.Current.CancellationToken);
                Assert.Equal("u", Assert.Single(found).Auth.Username);
                return File.ReadAllLines(program + ".count").Length;
            }
            Assert.Equal(1, await AskAsync("r.io/a"));
            Assert.Equal(1, await AskAsync("r.io/a"));
            Assert.Equal(2, await AskAsync("r.io/b"));
            time.Advance(TimeSpan.FromMinutes(2));
            Assert.Equal(3, await AskAsync("r.io/a"));
            await File.WriteAllTextAsync(program + ".fail", "", TestContext.Current.CancellationToken);
            IOException failure = await Assert.ThrowsAsync<IOException>(() => AskAsync("r.io/c"));
            Assert.Equal("error execing credential provider plugin p: exit status 3: broken", failure.Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static PullCredential Credential(string name, string uid, string password) =>
        new(new AuthConfig { Username = "u", Password = password })
        {
            Secret = new CredentialSource("default", name, uid),
        };

    private static Secret SecretOf(string name, string json) => new()
    {
        Metadata = new() { Name = name, Namespace = "default", Uid = name },
        Data = new Dictionary<string, Bytes> { [".dockerconfigjson"] = new(Encoding.UTF8.GetBytes(json)) },
    };
}
