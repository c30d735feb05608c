using CsCheck;
using Kubesharp.Api;
using Xunit;

namespace Kubesharp.Tests.Api.Machinery.Primitives;

public sealed class TimeTests
{
    [Theory]
    [InlineData("2008-01-01T01:01:01Z", "2008-01-01T01:01:01Z")]
    [InlineData("2008-01-01T01:01:01.999999999Z", "2008-01-01T01:01:01Z")]
    [InlineData("2008-01-01T01:01:01+02:00", "2007-12-31T23:01:01Z")]
    [InlineData("2008-02-29T00:00:00-00:30", "2008-02-29T00:30:00Z")]
    public void ReadsAnyOffsetAndWritesUtc(string text, string written) =>
        Assert.Equal(written, Time.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("2008-01-01")]
    [InlineData("2008-01-01 01:01:01Z")]
    [InlineData("2009-02-29T01:01:01Z")]
    [InlineData("2008-01-01T24:01:01Z")]
    [InlineData("2008-01-01T01:01:01")]
    [InlineData("2008-01-01T01:01:01.Z")]
    [InlineData("0001-01-01T00:00:00+10:00")]
    public void RefusesWhatIsNoTimestamp(string text) => Assert.False(Time.TryParse(text, out _));

    [Fact]
    public void MicroTimeHasSixDigits()
    {
        MicroTime time = MicroTime.Parse("2008-01-01T01:01:01.1234567Z");
        Assert.Equal("2008-01-01T01:01:01.123456Z", time.ToString());
        Assert.Equal(time, MicroTime.FromUnix(time.UnixSeconds, time.Nanos));
    }

    [Fact]
    public void ParseOfFormatIsTheSame() => Gen.DateTimeOffset.Sample(static value =>
        Time.Parse(new Time(value).ToString()) == new Time(value)
        && MicroTime.Parse(new MicroTime(value).ToString()) == new MicroTime(value));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(60_000_000_000, "1m0s")]
    [InlineData(1_500_000_000, "1.5s")]
    [InlineData(3_661_000_000_000, "1h1m1s")]
    [InlineData(200_000_000, "200ms")]
    [InlineData(1_500, "1.5µs")]
    [InlineData(1, "1ns")]
    [InlineData(-90_000_000_000, "-1m30s")]
    [InlineData(long.MinValue, "-2562047h47m16.854775808s")]
    public void DurationsReadAsGoWritesThem(long nanoseconds, string text)
    {
        Assert.Equal(text, new Duration(nanoseconds).ToString());
        Assert.Equal(nanoseconds, Duration.Parse(text).Nanoseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("s")]
    [InlineData("1x")]
    [InlineData("1.2.3s")]
    [InlineData("9999999h")]
    public void RefusesWhatIsNoDuration(string text) => Assert.False(Duration.TryParse(text, out _));

    [Fact]
    public void ParseOfADurationIsTheSame() => Gen.Long.Sample(static value =>
        Duration.Parse(new Duration(value).ToString()).Nanoseconds == value);
}
