using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Requests;
using Kubesharp.ApiServer.Subresources;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Subresources;

/// <summary>E078: which part of a log is asked for.</summary>
public sealed class LogQueryTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("container=c&follow=true&pretty=true", "?follow=true")]
    [InlineData("follow=false&previous&timestamps=1", "?previous=true&timestamps=true")]
    [InlineData("tailLines=0&limitBytes=1&sinceSeconds=9", "?limitBytes=1&sinceSeconds=9&tailLines=0")]
    [InlineData("sinceTime=2026-05-06T07:08:09%2B02:00", "?sinceTime=2026-05-06T05%3A08%3A09Z")]
    public void E078_TheKubeletIsAskedForTheSame(string query, string wanted)
    {
        (string text, Status? error) = LogQuery.For(QueryValues.Parse(query), "p");
        Assert.Null(error);
        Assert.Equal(wanted, text);
    }

    [Theory]
    [InlineData("tailLines=-1", 422,
        "PodLogOptions \"p\" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("limitBytes=0", 422,
        "PodLogOptions \"p\" is invalid: limitBytes: Invalid value: 0: must be greater than 0")]
    [InlineData("sinceSeconds=0", 422,
        "PodLogOptions \"p\" is invalid: sinceSeconds: Invalid value: 0: must be greater than 0")]
    [InlineData("sinceSeconds=1&sinceTime=2026-05-06T07:08:09Z", 422,
        "PodLogOptions \"p\" is invalid: Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified")]
    [InlineData("stream=Stdout", 422, "PodLogOptions \"p\" is invalid: stream: Forbidden: may not be specified")]
    [InlineData("tailLines=-1&limitBytes=0", 422,
        "PodLogOptions \"p\" is invalid: [tailLines: Invalid value: -1: must be greater than or equal to 0, "
        + "limitBytes: Invalid value: 0: must be greater than 0]")]
    [InlineData("tailLines=many", 400, "strconv.ParseInt: parsing \"many\": invalid syntax")]
    [InlineData("sinceTime=yesterday", 400,
        "parsing time \"yesterday\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"yesterday\" as \"2006\"")]
    public void E078_WhatCannotBeMeantIsRefused(string query, int code, string message)
    {
        (_, Status? error) = LogQuery.For(QueryValues.Parse(query), "p");
        Assert.Equal((code, message), (error?.Code, error?.Message));
    }
}
