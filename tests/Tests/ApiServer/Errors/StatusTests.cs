using System.Net;
using System.Text.Json;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer;
using Kubesharp.ApiServer.Errors;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Errors;

/// <summary>Refusals as clients read them.</summary>
public sealed class StatusTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    public static TheoryData<string, int, Status> Reasons => new()
    {
        { "Unauthorized", 401, StatusErrors.Unauthorized() },
        { "Forbidden", 403, StatusErrors.Forbidden("", "pods", "a", "no") },
        { "NotFound", 404, StatusErrors.NotFound("", "pods", "a") },
        { "AlreadyExists", 409, StatusErrors.AlreadyExists("", "pods", "a") },
        { "Conflict", 409, StatusErrors.Modified("", "pods", "a") },
        { "Expired", 410, StatusErrors.ExpiredContinue() },
        { "Invalid", 422, StatusErrors.Invalid("", "Pod", "a", [new() { Field = "x", Message = "y" }]) },
        { "ServerTimeout", 500, StatusErrors.ServerTimeout("", "pods", "POST", 1) },
        { "Timeout", 504, StatusErrors.Timeout("late") },
        { "TooManyRequests", 429, StatusErrors.TooManyRequests("wait", 1) },
        { "BadRequest", 400, StatusErrors.BadRequest("no") },
        { "MethodNotAllowed", 405, StatusErrors.MethodNotAllowed() },
        { "NotAcceptable", 406, StatusErrors.NotAcceptable(["application/json"]) },
        { "RequestEntityTooLarge", 413, StatusErrors.BodyTooLarge(1) },
        { "UnsupportedMediaType", 415, StatusErrors.UnsupportedMediaType(["application/json"]) },
        { "InternalError", 500, StatusErrors.Internal("oops") },
        { "ServiceUnavailable", 503, StatusErrors.ServiceUnavailable("later") },
    };

    [Theory]
    [MemberData(nameof(Reasons))]
    public void E027_EveryReasonHasItsCode(string reason, int code, Status status)
    {
        Assert.Equal((reason, code, "Failure"), (status.Reason, status.Code, status.StatusValue));
        Assert.NotEmpty(status.Message);
    }

    [Theory]
    [InlineData("GET", Maps + "/none", null, 404, "NotFound")]
    [InlineData("POST", Maps, "{", 400, "BadRequest")]
    [InlineData("POST", Maps, """{"metadata":{"name":"A_"}}""", 422, "Invalid")]
    [InlineData("PUT", Maps, "{}", 405, "MethodNotAllowed")]
    [InlineData("GET", "/apis/apps/v1/namespaces/default/deployments/x/nothing", null, 404, "NotFound")]
    public async Task E026_EveryErrorIsAStatus(string method, string path, string? body, int code, string reason)
    {
        (int actual, JsonElement status) = await shared.Server.SendAsync(new HttpMethod(method), path, body);
        Assert.Equal(code, actual);
        Assert.Equal(["kind", "apiVersion", "metadata", "status", "message", "reason", "details", "code"],
            status.EnumerateObject().Select(static member => member.Name)
                .Concat(status.TryGetProperty("details", out _) ? [] : ["details"])
                .OrderBy(static name => Array.IndexOf(
                    ["kind", "apiVersion", "metadata", "status", "message", "reason", "details", "code"], name)));
        Assert.Equal(("Status", "v1", "Failure", reason, code), (status.GetProperty("kind").GetString(),
            status.GetProperty("apiVersion").GetString(), status.GetProperty("status").GetString(),
            status.GetProperty("reason").GetString(), status.GetProperty("code").GetInt32()));
        Assert.Empty(status.GetProperty("metadata").EnumerateObject());
    }

    [Fact]
    public async Task E026_DetailsSayWhatItIsAbout()
    {
        (_, JsonElement status) =
            await shared.Server.GetAsync("/apis/apps/v1/namespaces/default/deployments/none");
        JsonElement details = status.GetProperty("details");
        Assert.Equal(("none", "apps", "deployments", "deployments.apps \"none\" not found"),
            (details.GetProperty("name").GetString(), details.GetProperty("group").GetString(),
                details.GetProperty("kind").GetString(), status.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task E035_EveryAnswerHasAnAuditId()
    {
        using HttpResponseMessage own = await shared.Server.RawAsync(HttpMethod.Get, "/version");
        Assert.True(Guid.TryParse(Assert.Single(own.Headers.GetValues("Audit-Id")), out _));
        Assert.Equal("mine", await AuditIdAsync("mine"));
        // What no header can carry back does not break the answer.
        Assert.True(Guid.TryParse(await AuditIdAsync("gr\u00fcn"), out _));
        Assert.True(Guid.TryParse(await AuditIdAsync(new string('x', 1000)), out _));

        async Task<string> AuditIdAsync(string given)
        {
            using SocketsHttpHandler handler = new()
            {
                SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
                RequestHeaderEncodingSelector = static (_, _) => System.Text.Encoding.UTF8,
            };
            using HttpClient client = new(handler) { BaseAddress = shared.Server.Client.BaseAddress };
            using HttpRequestMessage request = new(HttpMethod.Get, "/version");
            request.Headers.TryAddWithoutValidation("Audit-ID", given);
            using HttpResponseMessage response = await client.SendAsync(request, ServerFixture.Token);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return Assert.Single(response.Headers.GetValues("Audit-Id"));
        }
    }

    [Fact]
    public async Task ARequestThatTakesTooLongIs504()
    {
        await using ServerFixture server = await ServerFixture.StartAsync(configure: static options =>
            options with { RequestTimeout = TimeSpan.FromMilliseconds(50), TestMode = true });
        server.Server.WriteDelay = TimeSpan.FromHours(1);
        (int code, JsonElement status) = await server.CreateConfigMapAsync("a");
        Assert.Equal((504, "Timeout", "Timeout: request did not complete within the allotted timeout"),
            (code, status.GetProperty("reason").GetString(), status.GetProperty("message").GetString()));
        // A watch is not one of those: it ends when its own time is over.
        await using WatchStream watch = await WatchStream.OpenAsync(server, $"{Maps}?watch=1&timeoutSeconds=1");
        Assert.Empty(await watch.ReadAsync(1));
    }

    [Theory]
    [InlineData("10s", 200)]
    [InlineData("2h", 200)]
    [InlineData("soon", 400)]
    public async Task TheClientMaySayHowLongItWaits(string timeout, int code)
    {
        (int actual, _) = await shared.Server.GetAsync($"{Maps}?timeout={timeout}");
        Assert.Equal(code, actual);
    }

    [Fact]
    public async Task E044_ABodyThatIsTooLargeIs413()
    {
        string value = new('x', Limits.RequestBodyBytesMax);
        string body = $$$"""{"metadata":{"name":"a"},"data":{"k":"{{{value}}}"}}""";
        (int code, JsonElement status) = await shared.Server.SendAsync(HttpMethod.Post, Maps, body);
        Assert.Equal((413, "RequestEntityTooLarge"), (code, status.GetProperty("reason").GetString()));
    }
}
