/** The bundle is the whole of ECharts; its types are those of the package. */
declare module 'echarts/dist/echarts.esm.min.mjs' {
  export * from 'echarts'
}
