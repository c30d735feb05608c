using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Trees;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Webhooks;

namespace Kubesharp.ApiServer.Authentication;

/// <summary>Asks a server elsewhere whose a token is (TokenReview), and remembers its answers for a while.</summary>
/// <remarks>Safe from any thread. What is remembered stands under a hash, so that no token stays in memory.</remarks>
internal sealed class TokenWebhook(TokenWebhookOptions options, IReadOnlyList<string> own, TimeProvider time)
    : ITokenAuthenticator
{
    private const string ApiVersion = "authentication.k8s.io/v1", BetaApiVersion = "authentication.k8s.io/v1beta1";

    private static readonly KindCodec Codec = ResourceRegistry.FindCodec(ApiVersion, "TokenReview")!;

    private readonly WebhookClient client = new(options.Connection, time);
    private readonly ExpiringCache<TokenResult> answers = new(time);

    public async ValueTask<TokenResult> AuthenticateAsync(
        string token, IReadOnlyList<string> audiences, CancellationToken cancellationToken)
    {
        string key = Convert.ToBase64String(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{string.Join('\n', audiences)}\n\n{token}")));
        if (answers.TryGet(key, out TokenResult known))
            return known;
        TokenReview question = new() { Spec = new() { Token = token, Audiences = audiences } };
        ReadOnlyMemory<byte> json = new EncodedObject(Codec, question).Json;
        if (options.IsBeta)
            json = TreeJson.Write(((TreeObject)TreeJson.Parse(json.Span)).With("apiVersion", BetaApiVersion));
        WebhookAnswer answer = await client.PostAsync(json, options.Timeout, cancellationToken);
        if (answer.Body is not { } body)
            return TokenResult.Failed($"the token webhook: {answer.Error}");
        TokenResult result;
        try
        {
            result = ResultOf(((TokenReview)Codec.ReadJson(body)).Status, audiences);
        }
        catch (Exception exception) when (exception is DecodeException or JsonException)
        {
            return TokenResult.Failed("the token webhook answered what is no TokenReview");
        }
        if (options.CacheTtl > TimeSpan.Zero)
            answers.Add(key, result, options.CacheTtl);
        return result;
    }

    private TokenResult ResultOf(TokenReviewStatus status, IReadOnlyList<string> audiences)
    {
        if (!status.Authenticated)
        {
            return status.Error.Length > 0
                ? TokenResult.Failed($"the token webhook refused it: {status.Error}")
                : TokenResult.Unknown;
        }
        if (status.User.Username.Length == 0)
            return TokenResult.Failed("the token webhook named no user");
        // A webhook that knows no audiences speaks for this server only.
        string[] meant = [.. audiences.Intersect(status.Audiences.Count > 0 ? status.Audiences : own)];
        return meant.Length > 0
            ? TokenResult.Of(Users.WithAuthenticated(status.User), meant)
            : TokenResult.Failed("the token webhook named another audience");
    }
}
