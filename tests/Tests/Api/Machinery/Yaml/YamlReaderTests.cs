using Kubesharp.Api;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Yaml;
using Xunit;

namespace Kubesharp.Tests.Api.Machinery.Yaml;

public sealed class YamlReaderTests
{
    [Theory]
    [InlineData("a: yes", """{"a":true}""")]
    [InlineData("a: Off", """{"a":false}""")]
    [InlineData("a: 'yes'", """{"a":"yes"}""")]
    [InlineData("a: 010", """{"a":8}""")]
    [InlineData("a: 0o10", """{"a":8}""")]
    [InlineData("a: 0x1F", """{"a":31}""")]
    [InlineData("a: 08", """{"a":8}""")]
    [InlineData("a: 1_000", """{"a":1000}""")]
    [InlineData("a: 9223372036854775807", """{"a":9223372036854775807}""")]
    [InlineData("a: 1.50", """{"a":1.5}""")]
    [InlineData("a: 1e3", """{"a":1000}""")]
    [InlineData("a: 2026-11-23", """{"a":"2026-11-23"}""")]
    [InlineData("a: 12:30:45", """{"a":"12:30:45"}""")]
    [InlineData("a: ~", """{"a":null}""")]
    [InlineData("a:", """{"a":null}""")]
    [InlineData("a: v1", """{"a":"v1"}""")]
    [InlineData("on: 1", """{"true":1}""")]
    [InlineData("8080: x", """{"8080":"x"}""")]
    [InlineData("a: !!str 1", """{"a":"1"}""")]
    [InlineData("a: ! 1", """{"a":"1"}""")]
    [InlineData("a: &x {b: 1}\nc: *x", """{"a":{"b":1},"c":{"b":1}}""")]
    [InlineData("a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3", """{"a":{"b":1,"c":2},"d":{"c":3,"b":1}}""")]
    [InlineData("\uFEFFa: 1", """{"a":1}""")]
    [InlineData("a: |\n  x\n  y\n", """{"a":"x\ny\n"}""")]
    [InlineData("[1, {a: b}]", """[1,{"a":"b"}]""")]
    [InlineData("""{"a": [1, "x"]}""", """{"a":[1,"x"]}""")]
    public void ReadsAsKubernetesDoes(string yaml, string json) =>
        Assert.Equal(TreeJson.Parse(json), YamlReader.Parse(yaml));

    [Theory]
    [InlineData("a: 1\na: 2", "yaml: line 2: key \"a\" already set in map")]
    [InlineData("a: .inf", "json: unsupported value: .inf")]
    [InlineData("a: *x", "yaml: line 1: unknown anchor 'x' referenced")]
    [InlineData("a: 1\n---\nb: 2", "yaml: expected a single document, but found more")]
    public void RefusesWithAReason(string yaml, string error) =>
        Assert.Equal(error, Assert.Throws<DecodeException>(() => YamlReader.Parse(yaml)).Message);

    [Fact]
    public void ReportsDuplicatesWhenAsked()
    {
        var report = new DecodeReport();
        YamlReader.Parse("spec:\n  items:\n  - a: 1\n    a: 2", report);
        Assert.Equal(["spec.items[0].a"], report.DuplicateFields);
    }

    [Fact]
    public void ReadsManyDocumentsAndSkipsEmptyOnes() =>
        Assert.Equal(
            ["""{"a":1}""", """{"b":2}"""],
            YamlReader.ParseAll("---\na: 1\n---\n# nothing\n---\nb: 2\n").Select(static tree => tree.ToString()));

    // As bytes it may be read by the reader of JSON; as text it never is.
    [Theory]
    [InlineData("""{"a":{"b":[1,-2,true,null,"x\\/y\\u00e4",{}]},"<<":"x","c":9223372036854775807}""")]
    [InlineData("""{"fraction":1.50,"exponent":1e3,"large":92233720368547758070}""")]
    [InlineData("""{ "spaced" : [ "yes" , "010" , "" ] }""")]
    [InlineData("{a: yes, b: 010}")]
    public void JsonIsReadAsTheYamlThatItIs(string json) =>
        Assert.Equal(YamlReader.Parse(json), YamlReader.Parse(System.Text.Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void DuplicateKeysOfJsonAreRefusedAsInYaml() =>
        Assert.Throws<DecodeException>(static () => YamlReader.Parse("""{"a":1,"a":2}"""u8));

    [Fact]
    public void BombsAreRefused()
    {
        var text = new System.Text.StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 10; i++)
        {
            string aliases = string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10));
            text.Append($"a{i}: &a{i} [{aliases}]\n");
        }
        Assert.Equal("yaml: document contains excessive aliasing",
            Assert.Throws<DecodeException>(() => YamlReader.Parse(text.ToString())).Message);
    }

    [Theory]
    [InlineData("""{"b":"yes","a":[{"x":1,"y":["z"]},{}],"c":"line\nline\n","d":"","e":null,"f":"010","g":"a: b"}""")]
    [InlineData("""[["a"],[[1,2],"- x"],"#c","*","&","1.5","2026-11-23"," x ","ü"]""")]
    [InlineData("""{"text":"a\n\nb","tab":"\t","nested":{"deep":{"list":[{"k":"v","m":{"n":true}}]}}}""")]
    public void WhatIsWrittenReadsBack(string json) =>
        Assert.Equal(TreeJson.Parse(json), YamlReader.Parse(YamlWriter.Write(TreeJson.Parse(json))));

    [Fact]
    public void WritesSortedBlocks() =>
        Assert.Equal(
            "apiVersion: v1\ndata:\n  k: |\n    a\n    b\nitems:\n- a: 1\n  b: \"2\"\nkind: X\n",
            YamlWriter.Write(TreeJson.Parse(
                """{"kind":"X","apiVersion":"v1","items":[{"b":"2","a":1}],"data":{"k":"a\nb\n"}}""")));
}
