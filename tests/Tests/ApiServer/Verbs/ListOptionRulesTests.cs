using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Verbs;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Verbs;

/// <summary>E047: every combination of the options of list and watch, with Kubernetes' own words.</summary>
public sealed class ListOptionRulesTests
{
    private const string NeedsRevision =
        "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided";
    private const string WithContinue =
        "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden when continue is provided";
    private const string ExactZero =
        "resourceVersionMatch: Forbidden: resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"";
    private const string Unknown =
        "resourceVersionMatch: Unsupported value: \"Newest\": supported values: \"Exact\", \"NotOlderThan\", \"\"";
    private const string InitialOfList = "sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list";
    private const string InitialNeedsMatch = "resourceVersionMatch: Forbidden: sendInitialEvents requires setting "
        + "resourceVersionMatch to NotOlderThan";
    private const string MatchNeedsInitial = "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for "
        + "watch unless sendInitialEvents is provided";
    private const string NotExact =
        "resourceVersionMatch: Unsupported value: \"Exact\": supported values: \"NotOlderThan\"";

    [Theory]
    [InlineData("", "", "", null, "")]
    [InlineData("0", "", "", null, "")]
    [InlineData("7", "", "", null, "")]
    [InlineData("0", "NotOlderThan", "", null, "")]
    [InlineData("7", "NotOlderThan", "", null, "")]
    [InlineData("7", "Exact", "", null, "")]
    [InlineData("", "", "token", null, "")]
    [InlineData("0", "", "token", null, "")]
    [InlineData("", "NotOlderThan", "", null, NeedsRevision)]
    [InlineData("", "Exact", "", null, NeedsRevision)]
    [InlineData("0", "Exact", "", null, ExactZero)]
    [InlineData("7", "Newest", "", null, Unknown)]
    [InlineData("7", "Exact", "token", null, WithContinue)]
    [InlineData("", "", "", true, InitialOfList)]
    [InlineData("", "", "", false, InitialOfList)]
    [InlineData("", "Exact", "token", true, NeedsRevision + "|" + WithContinue + "|" + InitialOfList)]
    public void Lists(string revision, string match, string token, bool? initial, string expected) =>
        Check(Verb.List, revision, match, token, initial, expected);

    [Theory]
    [InlineData("", "", "", null, "")]
    [InlineData("7", "", "", null, "")]
    [InlineData("", "NotOlderThan", "", true, "")]
    [InlineData("7", "NotOlderThan", "", true, "")]
    [InlineData("", "NotOlderThan", "", false, "")]
    [InlineData("", "", "", true, InitialNeedsMatch)]
    [InlineData("", "", "", false, InitialNeedsMatch)]
    [InlineData("", "NotOlderThan", "", null, MatchNeedsInitial)]
    [InlineData("7", "Exact", "", true, InitialNeedsMatch + "|" + NotExact)]
    [InlineData("7", "Exact", "", null, MatchNeedsInitial + "|" + NotExact)]
    [InlineData("7", "NotOlderThan", "token", true, WithContinue)]
    public void Watches(string revision, string match, string token, bool? initial, string expected) =>
        Check(Verb.Watch, revision, match, token, initial, expected);

    [Fact]
    public void ATokenSaysItsRevisionItself()
    {
        Status? refused = ListOptionRules.Violation(Options(Verb.List, "7", "", "token", null));
        Assert.Equal(
            (400, "specifying resource version is not allowed when using continue"),
            (refused!.Code, refused.Message));
    }

    private static void Check(
        Verb verb, string revision, string match, string token, bool? initial, string expected)
    {
        Status? refused = ListOptionRules.Violation(Options(verb, revision, match, token, initial));
        if (expected.Length == 0)
        {
            Assert.Null(refused);
            return;
        }
        Assert.Equal(422, refused!.Code);
        Assert.StartsWith("ListOptions.meta.k8s.io \"\" is invalid: ", refused.Message, StringComparison.Ordinal);
        Assert.Equal(
            expected.Split('|'), refused.Details!.Causes.Select(static cause => $"{cause.Field}: {cause.Message}"));
    }

    private static ApiRequest Options(Verb verb, string revision, string match, string token, bool? initial) => new()
    {
        Verb = verb,
        Resource = new GroupVersionResource("", "v1", "pods"),
        ResourceVersion = revision,
        ResourceVersionMatch = match,
        Continue = token,
        SendInitialEvents = initial,
    };
}
