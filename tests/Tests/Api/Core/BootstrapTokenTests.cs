using Kubesharp.Api;
using Kubesharp.Api.Core;
using Xunit;

namespace Kubesharp.Tests.Api.Core;

public sealed class BootstrapTokenTests
{
    // What upstream's own test of cluster-bootstrap expects.
    [Theory]
    [InlineData("Hello from the other side. I must have called a thousand times.",
        "eyJhbGciOiJIUzI1NiIsImtpZCI6Impvc2h1YSJ9..VShe2taLd-YTrmWuRkcL_8QTNDHYxQIEBsAYYiIj1_8")]
    [InlineData("", "eyJhbGciOiJIUzI1NiIsImtpZCI6Impvc2h1YSJ9..7Ui1ALizW4jXphVUB7xUqC9vLYLL9RZeOFfVLoB7Tgk")]
    public void The_signature_is_the_one_of_kubeadm(string content, string signature) =>
        Assert.Equal(signature, new BootstrapToken("joshua", "my voice is my passcode").SignatureOf(content));

    [Theory]
    [InlineData("abcdef.0123456789abcdef", true)]
    [InlineData("abcdef.0123456789abcde", false)]
    [InlineData("abcdef-0123456789abcdef", false)]
    [InlineData("ABCDEF.0123456789abcdef", false)]
    [InlineData("abcde..0123456789abcdef", false)]
    [InlineData("", false)]
    public void A_token_has_six_characters_a_dot_and_sixteen(string text, bool good) =>
        Assert.Equal(good ? text : null, BootstrapToken.TryParse(text)?.ToText());

    [Fact]
    public void A_token_comes_back_from_its_Secret_and_shows_its_secret_to_nobody()
    {
        BootstrapToken token = BootstrapToken.New(Entropy.Seeded(7));
        DateTimeOffset until = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        Secret secret = token.ToSecret(until, ["system:bootstrappers:a", "system:bootstrappers:b"], "for tests");
        Assert.Equal(token, BootstrapToken.Of(secret));
        Assert.Equal(until, BootstrapToken.ExpiryOf(secret));
        Assert.Equal(
            "system:bootstrappers:a,system:bootstrappers:b", BootstrapToken.Value(secret, "auth-extra-groups"));
        Assert.Equal($"bootstrap-token-{token.Id}", secret.Metadata.Name);
        Assert.DoesNotContain(token.Secret, $"{token}", StringComparison.Ordinal);
        Assert.Null(BootstrapToken.Of(secret with { Metadata = secret.Metadata with { Name = "another" } }));
        Assert.Null(BootstrapToken.ExpiryOf(token.ToSecret(null, [])));
        Secret unreadable = secret with
        {
            Data = new Dictionary<string, Bytes>(secret.Data) { ["expiration"] = Bytes.FromUtf8("soon") },
        };
        Assert.True(BootstrapToken.ExpiryOf(unreadable) < until); // Nobody can say that it is still good.
    }
}
