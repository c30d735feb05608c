using System.Globalization;
using CsCheck;
using Kubesharp.Api;
using Xunit;

namespace Kubesharp.Tests.Api.Machinery.Primitives;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("0.5", "500m")]
    [InlineData("1", "1")]
    [InlineData("+1", "1")]
    [InlineData("-1", "-1")]
    [InlineData("1.", "1")]
    [InlineData(".5", "500m")]
    [InlineData("007", "7")]
    [InlineData("1000", "1k")]
    [InlineData("1500", "1500")]
    [InlineData("1500m", "1500m")]
    [InlineData("2000m", "2")]
    [InlineData("1024Mi", "1Gi")]
    [InlineData("1536Mi", "1536Mi")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("1023", "1023")]
    [InlineData("1024", "1024")]
    [InlineData("0.5Ki", "512")]
    [InlineData("0.5Mi", "512Ki")]
    [InlineData("100u", "100u")]
    [InlineData("0.0000000001", "1n")]
    [InlineData("-0.0000000001", "-1n")]
    [InlineData("1e3", "1e3")]
    [InlineData("12e3", "12e3")]
    [InlineData("1E3", "1e3")]
    [InlineData("1E", "1E")]
    [InlineData("1e-3", "1e-3")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("9Ei", "9223372036854775807")]
    [InlineData("7Ei", "7Ei")]
    [InlineData("129M", "129M")]
    [InlineData("0.1Ki", "102400m")]
    public void WritesTheCanonicalForm(string text, string canonical) =>
        Assert.Equal(canonical, Quantity.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("1 Gi")]
    [InlineData("1.2.3")]
    [InlineData("--1")]
    [InlineData("1Kii")]
    [InlineData("1ki")]
    [InlineData("1e")]
    [InlineData("1e999999")]
    [InlineData("m")]
    public void RefusesWhatIsNoQuantity(string text) => Assert.False(Quantity.TryParse(text, out _));

    [Fact]
    public void TheRefusalIsKubernetesText() => Assert.Equal(
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
        Assert.Throws<FormatException>(static () => Quantity.Parse("abc")).Message);

    [Theory]
    [InlineData("1Gi", 1L << 30)]
    [InlineData("1500m", 2)]
    [InlineData("-1500m", -2)]
    [InlineData("1n", 1)]
    [InlineData("1E", 1_000_000_000_000_000_000)]
    [InlineData("100E", long.MaxValue)]
    [InlineData("-100E", long.MinValue)]
    public void ValueRoundsAwayFromZero(string text, long value) => Assert.Equal(value, Quantity.Parse(text).Value);

    [Theory]
    [InlineData("250m", 250)]
    [InlineData("2", 2000)]
    [InlineData("1u", 1)]
    public void MilliValueCountsThousandths(string text, long milli) =>
        Assert.Equal(milli, Quantity.Parse(text).MilliValue);

    [Fact]
    public void EqualityIsOfTheAmount()
    {
        Assert.Equal(Quantity.Parse("1Gi"), Quantity.Parse("1073741824"));
        Assert.Equal(Quantity.Parse("0.5").GetHashCode(), Quantity.Parse("500m").GetHashCode());
        Assert.NotEqual(Quantity.Parse("1G"), Quantity.Parse("1Gi"));
    }

    [Fact]
    public void SumsKeepTheFormatOfTheFirst()
    {
        Assert.Equal("1500Mi", (Quantity.Parse("1000Mi") + Quantity.Parse("500Mi")).ToString());
        Assert.Equal("1Gi", (Quantity.Zero + Quantity.Parse("1Gi")).ToString());
        Assert.Equal("700m", (Quantity.Parse("1") - Quantity.Parse("300m")).ToString());
        Assert.Equal("18446744073709551614", (Quantity.Parse("9223372036854775807") * 2).ToString());
    }

    [Fact]
    public void ParseOfFormatIsTheSame() => Amounts.Sample(static quantity =>
        Quantity.Parse(quantity.ToString()) == quantity);

    [Fact]
    public void AdditionCommutesAndSubtractionUndoes() => Gen.Select(Amounts, Amounts).Sample(static (left, right) =>
        left + right == right + left && left + right - right == left);

    [Fact]
    public void OrderIsThatOfTheNumbers() => Gen.Select(Gen.Long, Gen.Long).Sample(static (left, right) =>
        new Quantity(left).CompareTo(new Quantity(right)) == left.CompareTo(right)
        && new Quantity(left).Value == left);

    private static Gen<Quantity> Amounts { get; } =
        Gen.Select(Gen.Long, Gen.OneOf("", "m", "u", "k", "M", "Ki", "Gi", "e3", "E")).Select(static (value, suffix) =>
            Quantity.Parse(value.ToString(CultureInfo.InvariantCulture) + suffix));
}
