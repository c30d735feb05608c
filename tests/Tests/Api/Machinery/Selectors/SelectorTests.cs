using Kubesharp.Api.Meta;
using Kubesharp.Api.Selectors;
using Xunit;

namespace Kubesharp.Tests.Api.Machinery.Selectors;

public sealed class SelectorTests
{
    private static readonly Dictionary<string, string> Labels =
        new() { ["app"] = "web", ["tier"] = "front", ["n"] = "5" };

    [Theory]
    [InlineData("", true)]
    [InlineData("app=web", true)]
    [InlineData("app==web,tier!=back", true)]
    [InlineData("app!=web", false)]
    [InlineData("missing!=x", true)]
    [InlineData("app in (api, web)", true)]
    [InlineData("app notin (api,web)", false)]
    [InlineData("missing notin (a)", true)]
    [InlineData("app,!missing", true)]
    [InlineData("!app", false)]
    [InlineData("n>4,n<6", true)]
    [InlineData("n>5", false)]
    [InlineData("app=", false)]
    [InlineData("in in (in)", false)]
    public void Matches(string text, bool expected)
    {
        Assert.True(LabelQuery.TryParse(text, out LabelQuery query, out string error), error);
        Assert.Equal(expected, query.Matches(Labels));
        Assert.True(LabelQuery.TryParse(query.ToString(), out LabelQuery again, out _));
        Assert.Equal(query.ToString(), again.ToString());
    }

    [Theory]
    [InlineData("a=b,", "found '', expected: identifier after ','")]
    [InlineData(",a", "found ',', expected: !, identifier, or 'end of string'")]
    [InlineData("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt")]
    [InlineData("a in b", "unable to parse requirement: found 'b', expected: '('")]
    [InlineData("a=b c", "found 'c', expected: ',' or 'end of string'")]
    public void RefusesWithAReason(string text, string expected)
    {
        Assert.False(LabelQuery.TryParse(text, out _, out string error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void TheObjectFormMatches()
    {
        var selector = new LabelSelector
        {
            MatchLabels = new Dictionary<string, string> { ["app"] = "web" },
            MatchExpressions = [new() { Key = "tier", Operator = "In", Values = ["front", "back"] }],
        };
        Assert.True(LabelQuery.Of(selector).Matches(Labels));
        Assert.Equal("app=web,tier in (back,front)", LabelQuery.Of(selector).ToString());
        Assert.False(LabelQuery.Of((LabelSelector?)null).Matches(Labels));
        Assert.True(LabelQuery.Of(LabelSelector.Empty).Matches(Labels));
    }

    [Theory]
    [InlineData("metadata.name=x,spec.nodeName!=", true)]
    [InlineData("metadata.name==y", false)]
    [InlineData("spec.nodeName=n", true)]
    [InlineData(@"note=a\,b\=c", true)]
    public void FieldsMatch(string text, bool expected)
    {
        Assert.True(FieldQuery.TryParse(text, out FieldQuery query, out string error), error);
        Assert.Equal(expected, query.Matches(static field => field switch
        {
            "metadata.name" => "x",
            "spec.nodeName" => "n",
            "note" => "a,b=c",
            _ => null,
        }));
        Assert.Equal("x", FieldQuery.Name("x").ExactValue("metadata.name"));
    }

    [Fact]
    public void FieldSelectorsAreRefusedWithAReason()
    {
        Assert.False(FieldQuery.TryParse("metadata.name", out _, out string error));
        Assert.Equal("invalid selector: 'metadata.name'; can't understand 'metadata.name'", error);
    }
}
