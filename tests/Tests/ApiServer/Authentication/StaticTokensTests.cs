using Kubesharp.Api.Authentication;
using Kubesharp.Api.Configuration;
using Kubesharp.ApiServer.Authentication;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Authentication;

public sealed class StaticTokensTests
{
    private static readonly string[] Own = ["https://us"];

    [Fact]
    public async Task ALineGivesTheUserItsUidAndItsGroups()
    {
        StaticTokens tokens = StaticTokens.Parse(
            "t1,ada,7,\"dev,ops\"\r\n\nt2,\"Bob \"\"B\"\"\",8\nt3,carl,9,dev\n", Own);
        Assert.Equal(3, tokens.Count);
        UserInfo ada = (await FindAsync(tokens, "t1")).User!;
        Assert.Equal(("ada", "7"), (ada.Username, ada.Uid));
        Assert.Equal(["dev", "ops", "system:authenticated"], ada.Groups);
        Assert.Equal("Bob \"B\"", (await FindAsync(tokens, "t2")).User!.Username);
        Assert.Equal(["dev", "system:authenticated"], (await FindAsync(tokens, "t3")).User!.Groups);
        Assert.Equal(TokenResult.Unknown, await FindAsync(tokens, "t4"));
        Assert.Equal(TokenResult.Unknown, await FindAsync(tokens, "t1", "https://others"));
    }

    [Theory]
    [InlineData("t,ada", "record 1: must have at least 3 columns (token, user name, user uid), found 2")]
    [InlineData(",ada,1", "record 1: the token is empty")]
    [InlineData("t,,1", "record 1: the user name is empty")]
    [InlineData("a,b,c\nt,x,1\nt,y,2", "record 3: its token is there already")]
    [InlineData("t,ada,1,\"dev", "line 1: a quoted field does not end")]
    [InlineData("t,a\"da,1", "line 1: a quote must stand at the begin or end of a field")]
    public void WhatIsWrongIsNamedWithoutTheToken(string text, string problem)
    {
        ConfigurationException exception =
            Assert.Throws<ConfigurationException>(() => StaticTokens.Parse(text, Own));
        Assert.Contains(problem, exception.Problems);
    }

    private static ValueTask<TokenResult> FindAsync(
        StaticTokens tokens, string token, string audience = "https://us") =>
        ((ITokenAuthenticator)tokens).AuthenticateAsync(token, [audience], CancellationToken.None);
}
